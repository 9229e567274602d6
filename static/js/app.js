// Every module of the interface. Pages work without it; each module makes one thing in them better.
import "./elements/theme-switch.js";
import "./elements/once-form.js";
import "./elements/local-time.js";
import "./toasts.js";
import "./layout.js";
import "./htmx.js";
