// Frames and time code. Time code is always HH:MM:SS:FF, counted at a whole number of frames a second.

const two = (n) => String(n).padStart(2, "0");

/** 3601 frames at 24 a second are "00:02:30:01". */
export function toTimecode(frame, fps) {
  const whole = Math.max(0, Math.floor(frame));
  const seconds = Math.floor(whole / fps);
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60, whole % fps]
    .map(two)
    .join(":");
}

/** The frame shown at a time in seconds. The small push keeps 1/24 s from being read as frame 0. */
export function frameAt(seconds, fps) {
  return Math.floor(seconds * fps + 1e-3);
}

/** The time in seconds at the middle of a frame: seeking to its edge may show the one before. */
export function timeOf(frame, fps) {
  return (frame + 0.5) / fps;
}
