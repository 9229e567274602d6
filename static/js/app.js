// Every module of the interface. Pages work without it; each module makes one thing in them better.
import "./toasts.js";
import "./layout.js";
import "./htmx.js";
import "./live-progress.js";
import "./selection.js";
import "./elements/auto-save.js";
import "./elements/command-menu.js";
import "./elements/confirm-dialog.js";
import "./elements/copy-button.js";
import "./elements/film-player.js";
import "./elements/hover-scrub.js";
import "./elements/live-feed.js";
import "./elements/local-time.js";
import "./elements/once-form.js";
import "./elements/shot-table.js";
import "./elements/sortable-list.js";
import "./elements/theme-switch.js";
