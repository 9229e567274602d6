// <film-player data-fps="24"> over a native <video>: keys of the cutting room, frame steps, shots on the line.
// Markers come from links in [data-markers]: a[data-start][data-frames], in frames. Without scripts the video has its own
// controls and the links are a list. Events that bubble: "player:shot" {index, frame}, "player:range" {from, to}.
import { SPEEDS, controls, turn } from "../player/controls.js";
import { Track } from "../player/track.js";
import { held } from "../shortcuts/page.js";
import { frameAt, timeOf, toTimecode } from "../timecode.js";

class FilmPlayer extends HTMLElement {
  #track;
  #bar;
  #range = { from: null, to: null };
  #reverse; // interval that plays backwards: no browser does it by itself
  #shot = -1;

  connectedCallback() {
    if (this.#bar || !this.video) return;
    this.video.controls = false;
    this.tabIndex = this.tabIndex < 0 ? 0 : this.tabIndex;
    this.setAttribute("role", "group");
    this.setAttribute("aria-label", this.video.getAttribute("aria-label") ?? "Film");
    this.#build();
    for (const type of [
      "play",
      "pause",
      "volumechange",
      "ratechange",
      "loadedmetadata",
      "seeked",
      "timeupdate",
      "click",
    ])
      this.video.addEventListener(type, this);
    this.addEventListener("keydown", this);
    this.#bar.addEventListener("click", this);
    document.addEventListener("click", this);
    document.addEventListener("keydown", this);
    if (this.video.readyState) this.#loaded();
  }

  disconnectedCallback() {
    clearInterval(this.#reverse?.timer);
    document.removeEventListener("click", this);
    document.removeEventListener("keydown", this);
  }

  get video() {
    return this.querySelector("video");
  }

  get fps() {
    return Number(this.dataset.fps) || 24;
  }

  get total() {
    return Math.max(1, Math.round((this.video.duration || 0) * this.fps));
  }

  get frame() {
    return Math.min(this.total - 1, frameAt(this.video.currentTime, this.fps));
  }

  get markers() {
    return [...this.querySelectorAll("[data-markers] a[data-start]")].map((link) => ({
      label: link.textContent.trim(),
      start: Number(link.dataset.start),
      frames: Number(link.dataset.frames),
      state: link.dataset.state,
    }));
  }

  /** Show one frame; the film stops if it was running backwards. */
  seek(frame) {
    this.video.currentTime = timeOf(Math.min(this.total - 1, Math.max(0, Math.round(frame))), this.fps);
    this.#show();
  }

  handleEvent(event) {
    if (event.type === "keydown") return this.#key(event);
    if (event.type === "click") return this.#clicked(event);
    if (event.type === "loadedmetadata") return this.#loaded();
    if (event.type === "play" || event.type === "pause") return this.#running();
    if (event.type === "volumechange")
      return turn(this.#bar, "mute", this.video.muted ? "mute" : "sound", "Mute", this.video.muted);
    if (event.type === "ratechange")
      return void (this.#bar.querySelector("select").value = this.video.playbackRate);
    return this.#show();
  }

  do_play() {
    if (this.#reverse) return this.#halt();
    return this.video.paused ? this.video.play().catch(() => undefined) : this.video.pause();
  }

  do_faster() {
    this.#halt();
    if (this.video.paused) return void this.video.play().catch(() => undefined);
    return void (this.video.playbackRate = Math.min(4, this.video.playbackRate * 2));
  }

  do_reverse() {
    const speed = this.#reverse ? Math.min(4, this.#reverse.speed * 2) : 1;
    this.#halt();
    this.video.pause();
    const timer = setInterval(
      () => (this.frame > 0 ? this.seek(this.frame - 2 * speed) : this.#halt()),
      2000 / this.fps,
    );
    this.#reverse = { timer, speed };
  }

  do_back() {
    this.#step(-1);
  }

  do_forward() {
    this.#step(1);
  }

  "do_second-back"() {
    this.#step(-this.fps);
  }

  "do_second-forward"() {
    this.#step(this.fps);
  }

  do_previous() {
    const before = this.markers.findLast((marker) => marker.start < this.frame - 1);
    this.seek(before?.start ?? 0);
  }

  do_next() {
    const next = this.markers.find((marker) => marker.start > this.frame);
    this.seek(next?.start ?? this.total - 1);
  }

  do_start() {
    this.seek(0);
  }

  do_finish() {
    this.seek(this.total - 1);
  }

  do_in() {
    this.#mark(this.frame, this.#range.to !== null && this.#range.to > this.frame ? this.#range.to : null);
  }

  do_out() {
    this.#mark(
      this.#range.from !== null && this.#range.from < this.frame ? this.#range.from : null,
      this.frame + 1,
    );
  }

  do_clear() {
    this.#mark(null, null);
  }

  do_mute() {
    this.video.muted = !this.video.muted;
  }

  do_slower() {
    this.#speed(-1);
  }

  do_quicker() {
    this.#speed(1);
  }

  do_captions() {
    const track = this.video.textTracks[0];
    if (!track) return;
    track.mode = track.mode === "showing" ? "hidden" : "showing";
    turn(this.#bar, "captions", "captions", "Captions", track.mode === "showing");
  }

  do_fullscreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else this.requestFullscreen?.().catch(() => undefined);
  }

  #build() {
    const bar = Object.assign(document.createElement("div"), { className: "player-bar" });
    this.#track = new Track(this.fps, (frame) => this.seek(frame));
    this.#bar = controls();
    this.#bar
      .querySelector("select")
      .addEventListener("change", (event) => (this.video.playbackRate = Number(event.target.value)));
    this.#bar.querySelector('[data-do="play"]').dataset.play = "";
    bar.append(this.#track.element, this.#bar);
    this.video.after(bar);
    if (!this.video.textTracks.length) this.#bar.querySelector('[data-do="captions"]').hidden = true;
    else turn(this.#bar, "captions", "captions", "Captions", this.video.textTracks[0].mode === "showing");
  }

  #loaded() {
    this.#track.draw(this.markers, this.total);
    this.#show();
  }

  #clicked(event) {
    if (event.currentTarget === document) {
      const link = event.target.closest?.("[data-seek], [data-markers] a[data-start]");
      if (
        !link ||
        (link.dataset.player && link.dataset.player !== this.id) ||
        (link.dataset.start && !this.contains(link))
      )
        return;
      event.preventDefault();
      this.seek(Number(link.dataset.seek ?? link.dataset.start));
    } else if (event.currentTarget === this.video) this.do_play();
    else {
      const name = event.target.closest("[data-do]")?.dataset.do;
      if (name) this[`do_${name}`](event);
    }
  }

  #key(event) {
    // From the document only when nothing else has the keyboard: the player is what the page is about.
    if (event.currentTarget === document && document.activeElement !== document.body) return;
    if (event.target.matches("select") || (event.key === " " && event.target.matches("button, a"))) return;
    const name = held(event, "player", { focused: this.contains(document.activeElement) });
    if (!name) return;
    event.preventDefault();
    event.stopPropagation();
    this[`do_${name}`]();
  }

  #step(frames) {
    this.#halt();
    this.video.pause();
    this.seek(this.frame + frames);
  }

  #speed(step) {
    const at = SPEEDS.indexOf(this.video.playbackRate);
    this.video.playbackRate = SPEEDS[Math.max(0, Math.min(SPEEDS.length - 1, (at < 0 ? 2 : at) + step))];
  }

  #halt() {
    clearInterval(this.#reverse?.timer);
    this.#reverse = undefined;
    if (this.video.paused) this.video.playbackRate = 1;
  }

  #running() {
    const paused = this.video.paused;
    turn(this.#bar, "play", paused ? "play" : "pause", paused ? "Play" : "Pause");
    if (!paused) this.#follow();
  }

  #follow() {
    this.#show();
    if (this.video.paused) return;
    if (this.#range.to !== null && this.frame >= this.#range.to) this.seek(this.#range.from ?? 0);
    requestAnimationFrame(() => this.#follow());
  }

  #mark(from, to) {
    this.#range = { from, to };
    this.#track.mark(from, to);
    this.dispatchEvent(new CustomEvent("player:range", { bubbles: true, detail: { from, to } }));
  }

  #show() {
    const { frame, fps } = this;
    this.#track.show(frame);
    this.#bar
      .querySelector(".player-time")
      .replaceChildren(
        toTimecode(frame, fps),
        " ",
        Object.assign(document.createElement("span"), { textContent: toTimecode(this.total, fps) }),
      );
    const index = this.markers.findIndex(
      (marker) => frame >= marker.start && frame < marker.start + marker.frames,
    );
    if (index === this.#shot) return;
    this.#shot = index;
    this.#track.current(index);
    this.dispatchEvent(new CustomEvent("player:shot", { bubbles: true, detail: { index, frame } }));
  }
}

customElements.define("film-player", FilmPlayer);
