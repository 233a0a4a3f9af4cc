/// The script of the pages: comfort only, since every page works without it.
///
/// It reads and writes nothing but the page, one choice of colours in the browser's own storage, and the same forms
/// that the page would send.
enum PageScript {
    /// The whole script, which stands in the head so that the chosen colours are there before anything is shown.
    static let text = begin + forms + times + preview + start

    private static let begin = #"""
        "use strict";
        (() => {
        const root = document.documentElement;
        const all = (selector, place = document) => Array.from(place.querySelectorAll(selector));
        const say = (text) => { const place = document.getElementById("said"); if (place) place.textContent = text; };

        // Colours: what was chosen here, else what the system says.
        const key = "sales-theme";
        const kept = () => { try { return localStorage.getItem(key); } catch { return null; } };
        const system = matchMedia("(prefers-color-scheme: dark)");
        const isDark = () => (root.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark";
        if (kept() === "dark" || kept() === "light") root.dataset.theme = kept();
        root.classList.add("js");

        const theme = () => {
          for (const button of all("[data-theme-switch]")) {
            const show = () => button.setAttribute("aria-pressed", String(isDark()));
            show();
            system.addEventListener("change", show);
            button.addEventListener("click", () => {
              root.dataset.theme = isDark() ? "light" : "dark";
              try { localStorage.setItem(key, root.dataset.theme); } catch { /* It holds for this page. */ }
              show();
            });
          }
        };

        """#

    private static let forms = #"""

        // A form that is on its way says so, and is not sent twice.
        const forms = () => {
          document.addEventListener("submit", (event) => {
            const form = event.target;
            const button = event.submitter;
            const question = button?.dataset.confirm ?? form.dataset.confirm;
            if (form.dataset.sent || (question && !confirm(question))) return event.preventDefault();
            if (event.defaultPrevented || form.method !== "post") return;
            form.dataset.sent = "yes";
            if (button) busy(button, true);
          });
          // Back in history, a page stands as it was left.
          addEventListener("pageshow", () => {
            for (const form of all("form[data-sent]")) delete form.dataset.sent;
            for (const button of all("button[aria-busy]")) busy(button, false);
          });
        };
        const busy = (button, isBusy) => {
          if (isBusy === button.hasAttribute("aria-busy")) return;
          if (isBusy) button.setAttribute("aria-busy", "true"); else button.removeAttribute("aria-busy");
          const words = Array.from(button.childNodes).findLast((node) => node.nodeType === 3 && node.data.trim());
          if (!button.dataset.busy || !words) return;
          if (isBusy) { button.dataset.words = words.data; words.data = button.dataset.busy; say(words.data); }
          else if (button.dataset.words) words.data = button.dataset.words;
        };

        // Lists whose rows are selected: the bar stands there while some are.
        const bulk = () => {
          for (const form of all("[data-bulk]")) {
            const boxes = all("tbody input[type=checkbox]", form);
            const whole = form.querySelector("[data-all]");
            const bar = form.querySelector("[data-bulk-bar]");
            const count = form.querySelector("[data-bulk-count]");
            if (!boxes.length || !whole || !bar || !count) continue;
            const box = whole.querySelector("input");
            const show = () => {
              const chosen = boxes.filter((box) => box.checked).length;
              box.checked = chosen === boxes.length;
              box.indeterminate = chosen > 0 && !box.checked;
              bar.classList.toggle("is-open", chosen > 0);
              count.textContent = `${chosen} selected`;
              if (chosen) say(count.textContent);
            };
            whole.hidden = false;
            box.addEventListener("change", () => { for (const each of boxes) each.checked = box.checked; show(); });
            for (const each of boxes) each.addEventListener("change", show);
            addEventListener("pageshow", show);
            show();
          }
        };

        // What is told once can be copied at once.
        const copying = () => {
          for (const button of all("[data-copy]")) {
            if (!navigator.clipboard) continue;
            button.hidden = false;
            button.addEventListener("click", async () => {
              const field = document.getElementById(button.dataset.copy);
              try {
                await navigator.clipboard.writeText(field.value ?? field.textContent);
                say("Copied");
                button.textContent = "Copied";
              } catch { field.select?.(); }
            });
          }
        };

        """#

    private static let times = #"""

        // Times by the reader's own clock, unless they chose a zone; how long ago by any clock.
        const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        const two = (number) => String(number).padStart(2, "0");
        const ago = (moment) => {
          const minutes = Math.floor((Date.now() - moment) / 60000);
          if (minutes < 0) return null;
          if (minutes < 1) return "just now";
          if (minutes < 60) return `${minutes} min ago`;
          return minutes < 2880 ? `${Math.floor(minutes / 60)} h ago` : `${Math.floor(minutes / 1440)} d ago`;
        };
        const words = {
          ago,
          minute: (at) => `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
            + ` ${two(at.getHours())}:${two(at.getMinutes())}`,
          day: (at) => `${at.getDate()} ${months[at.getMonth()]} ${at.getFullYear()}`,
        };
        const times = (place = document) => {
          for (const time of all("time[data-local]", place)) {
            const at = new Date(time.dateTime);
            const kind = time.dataset.local;
            if (!time.dateTime || Number.isNaN(at.getTime()) || (kind !== "ago" && root.dataset.zone)) continue;
            const text = words[kind]?.(at);
            if (!text) continue;
            time.textContent = text;
            time.title = at.toLocaleString();
          }
        };

        """#

    private static let preview = #"""

        // A preview asks what the form would, and takes only that part of the answer.
        const preview = () => {
          document.addEventListener("submit", async (event) => {
            const button = event.submitter;
            const place = document.getElementById("preview");
            if (!button || !("preview" in button.dataset) || !place) return;
            event.preventDefault();
            const form = event.target;
            const body = new URLSearchParams(new FormData(form));
            body.append(button.name, button.value);
            busy(button, true);
            try {
              const answer = await fetch(form.getAttribute("action"), { method: "POST", body });
              const page = new DOMParser().parseFromString(await answer.text(), "text/html");
              const found = page.getElementById("preview");
              // Something is wrong with the rule, or with the session: the whole page says what.
              if (!found?.children.length) return send(form, button);
              place.replaceChildren(...found.children);
              times(place);
            } catch { send(form, button); } finally { busy(button, false); }
          });
        };
        const send = (form, button) => {
          const field = document.createElement("input");
          field.type = "hidden";
          field.name = button.name;
          field.value = button.value;
          form.append(field);
          form.submit();
        };

        """#

    private static let start = #"""

        // A picture that does not come leaves the letter behind it; menus close like menus.
        const pictures = () => {
          for (const image of all(".pic img")) {
            if (image.complete && !image.naturalWidth) image.hidden = true;
            image.addEventListener("error", () => { image.hidden = true; });
          }
        };
        const menus = () => {
          const close = (except) => {
            for (const menu of all("details.menu[open]")) if (!menu.contains(except)) menu.open = false;
          };
          document.addEventListener("click", (event) => close(event.target));
          document.addEventListener("keydown", (event) => {
            const menu = event.key === "Escape" && document.querySelector("details.menu[open]");
            if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
          });
        };
        const start = () => {
          for (const part of [theme, preview, forms, bulk, copying, times, pictures, menus]) {
            // One that fails takes none with it.
            try { part(); } catch (error) { console.error(error); }
          }
          setInterval(times, 60000);
        };
        if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start); else start();
        })();

        """#
}
