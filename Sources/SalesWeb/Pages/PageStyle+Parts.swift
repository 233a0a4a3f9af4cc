extension PageStyle {
    /// Cards, buttons, badges and what else pages are put together from.
    static let parts = #"""
        .card {
          background: var(--surface); border: 1px solid var(--line); border-radius: 12px; padding: 24px;
          box-shadow: var(--shade);
        }
        .card > h2 + :is(p, dl, ul) { margin-top: 8px; }
        .card > h2 + :is(form, .stack) { margin-top: 16px; }
        .card.flush { padding: 0; overflow: clip; }
        .card-head {
          display: flex; flex-wrap: wrap; gap: 8px 16px; align-items: baseline; justify-content: space-between;
          margin-bottom: 16px;
        }
        .flush > .card-head { align-items: center; min-height: 52px; padding: 20px 24px 0; }
        .card-empty { padding: 0 24px 24px; color: var(--soft); }
        .card-foot { padding: 12px 24px; border-top: 1px solid var(--line); font-size: 0.8125rem; }

        button, .button {
          display: inline-flex; align-items: center; justify-content: center; gap: 8px; min-height: 40px;
          padding: 7px 14px; border: 1px solid var(--edge); border-radius: 8px; background: var(--surface);
          color: var(--ink); font: inherit; font-weight: 600; line-height: 1.3; text-decoration: none; cursor: pointer;
          transition: background-color 120ms, border-color 120ms;
        }
        :is(button, .button):hover { background: var(--sunken); border-color: var(--soft); }
        :is(button, .button):active { background: var(--line); }
        :is(button, .button).primary {
          background: var(--accent); border-color: var(--accent); color: var(--on-accent);
        }
        :is(button, .button).primary:hover { background: var(--accent-strong); border-color: var(--accent-strong); }
        :is(button, .button).danger { color: var(--bad); }
        :is(button, .button).danger:hover { background: var(--bad-wash); border-color: var(--bad); }
        :is(button, .button).danger.primary {
          background: var(--danger); border-color: var(--danger); color: var(--on-danger);
        }
        :is(button, .button).danger.primary:hover { background: var(--danger-strong); }
        :is(button, .button).ghost { background: none; border-color: transparent; }
        :is(button, .button).ghost:hover { background: var(--sunken); }
        :is(button, .button).compact { min-height: 32px; padding: 3px 10px; font-size: 0.8125rem; }
        .square { width: 40px; padding: 0; }
        button.link {
          min-height: 0; padding: 0; border: 0; background: none; color: var(--accent-text); font-weight: inherit;
          text-decoration: underline; text-underline-offset: 0.18em;
        }
        button[aria-busy="true"] { opacity: 0.75; cursor: progress; }
        button[aria-busy="true"]::before {
          content: ""; width: 1em; height: 1em; border: 2px solid currentColor; border-inline-end-color: transparent;
          border-radius: 50%; animation: turn 700ms linear infinite;
        }
        button[aria-busy="true"] > .icon { display: none; }
        @keyframes turn { to { transform: rotate(1turn); } }
        .buttons { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; }

        .badge {
          display: inline-block; padding: 1px 8px; border-radius: 99px; background: var(--sunken); color: var(--soft);
          font-size: 0.75rem; line-height: 1.5; font-weight: 600; white-space: nowrap;
        }
        .badge.good { background: var(--good-wash); color: var(--good); }
        .badge.bad { background: var(--bad-wash); color: var(--bad); }
        .badge.warn { background: var(--warn-wash); color: var(--warn); }
        .badge.info { background: var(--info-wash); color: var(--info); }
        .dot { display: inline-flex; align-items: baseline; gap: 6px; }
        .dot::before {
          content: ""; width: 8px; height: 8px; flex: none; border-radius: 50%; border: 2px solid var(--edge);
        }
        .dot.good::before { border-color: var(--good); background: var(--good); }
        .dot.bad::before { border-color: var(--bad); }
        .dot.warn::before { border-color: var(--warn); background: var(--warn); }
        .change { display: inline-flex; align-items: center; gap: 2px; font-size: 0.8125rem; font-weight: 600; }
        .change .icon { width: 0.875rem; height: 0.875rem; stroke-width: 2.6; }
        .change.good { color: var(--good); }
        .change.bad { color: var(--bad); }
        .change.quiet, .change-than { color: var(--soft); }
        .change-than { font-weight: 400; margin-inline-start: 4px; }

        .notice {
          display: flex; gap: 12px; padding: 12px 16px; margin-bottom: 24px; border: 1px solid; border-radius: 12px;
          background: var(--info-wash); color: var(--info);
        }
        .notice p { color: var(--ink); }
        .notice .icon { margin-top: 2px; }
        .notice.good { background: var(--good-wash); color: var(--good); }
        .notice.bad { background: var(--bad-wash); color: var(--bad); }
        .notice.warn { background: var(--warn-wash); color: var(--warn); }

        .pic {
          position: relative; display: grid; place-items: center; flex: none; width: 56px; height: 56px;
          border: 1px solid var(--line); border-radius: 10px; overflow: hidden; background: var(--sunken);
          color: var(--soft); font-weight: 650; font-size: 1.125rem;
        }
        .pic img { position: absolute; inset: 0; width: 100%; height: 100%; object-fit: contain; background: #ffffff; }
        .pic.large { width: 96px; height: 96px; font-size: 1.5rem; border-radius: 12px; }

        .chips, .segments { display: flex; flex-wrap: wrap; gap: 8px; }
        .chip, .segments a {
          display: inline-flex; align-items: center; min-height: 32px; padding: 3px 12px; border-radius: 99px;
          border: 1px solid var(--edge); color: var(--ink); background: var(--surface); font-size: 0.8125rem;
          font-weight: 600; text-decoration: none; white-space: nowrap;
        }
        .chip:hover, .segments a:hover { background: var(--sunken); }
        .chip[aria-current], .segments a[aria-current] {
          background: var(--ink); border-color: var(--ink); color: var(--surface);
        }
        .segments { gap: 0; }
        .segments a { border-radius: 0; margin-inline-start: -1px; }
        .segments li:first-child a { border-radius: 8px 0 0 8px; }
        .segments li:last-child a { border-radius: 0 8px 8px 0; }

        .facts > div, .scale-ends { display: flex; justify-content: space-between; gap: 16px; }
        .facts > div { padding: 8px 0; border-top: 1px solid var(--line); }
        .facts > div:first-child { border-top: 0; }
        .facts dt { color: var(--soft); }
        .facts dd { text-align: end; min-width: 0; }
        .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(124px, 1fr)); gap: 16px 24px; }
        .figures dt { font-size: 0.8125rem; color: var(--soft); }
        .figures dd { font-size: 1.125rem; font-weight: 650; line-height: 1.35; }
        .figures .when { font-size: 0.75rem; }

        .grid th, .grid td { padding: 10px 12px; vertical-align: top; border-top: 1px solid var(--line); }
        .grid thead th {
          padding-block: 8px; border-top: 0; font-size: 0.75rem; font-weight: 600; color: var(--soft);
          white-space: nowrap;
          vertical-align: bottom;
        }
        .grid :is(th, td):first-child { padding-inline-start: 24px; }
        .grid :is(th, td):last-child { padding-inline-end: 24px; }
        .grid .num { text-align: end; }
        .grid tbody th { white-space: nowrap; }
        .scroll { position: relative; overflow-x: auto; overscroll-behavior-x: contain; }
        .scroll:focus-visible { outline-offset: -2px; }
        .evidence { color: var(--soft); font-size: 0.8125rem; min-width: 180px; }
        .pages { display: flex; justify-content: center; margin-top: 24px; }

        .events li { display: flex; gap: 12px; padding: 12px 24px; border-top: 1px solid var(--line); }
        .event-mark { flex: none; width: 10px; height: 10px; margin-top: 7px; background: var(--edge); rotate: 45deg; }
        .event-mark.good { background: var(--good); }
        .event-mark.bad { background: var(--bad); }
        .event-mark.warn { background: var(--warn); }

        """#
}
