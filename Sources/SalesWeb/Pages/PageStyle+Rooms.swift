extension PageStyle {
    /// What the first page, adding, settings and the admin's rooms have of their own.
    static let rooms = #"""
        .gap { margin-top: 16px; }
        .wide { width: 100%; }
        .lead { font-size: 1.125rem; color: var(--soft); max-width: 56ch; }
        .display {
          font-size: clamp(1.875rem, 4.2vw, 2.75rem); line-height: 1.1; letter-spacing: -0.03em; font-weight: 750;
        }
        .welcome {
          display: grid; grid-template-columns: minmax(0, 1fr) 400px; gap: 32px 64px; align-items: center;
          padding-block: 16px 32px;
        }
        .welcome-text > * + * { margin-top: 20px; }
        .promises li { display: flex; gap: 10px; }
        .promises li + li { margin-top: 8px; }
        .promises .icon { color: var(--good); stroke-width: 2.4; margin-top: 3px; }
        .welcome-line { width: 100%; max-width: 560px; }
        .band { padding-block: 32px; border-top: 1px solid var(--line); }
        .websites + .band { margin-top: 32px; }
        .steps {
          display: grid; grid-template-columns: repeat(auto-fit, minmax(220px, 1fr)); gap: 24px 32px; margin-top: 20px;
        }
        .steps { counter-reset: step; }
        .steps li { counter-increment: step; }
        .steps li::before {
          content: counter(step); display: grid; place-items: center; width: 32px; height: 32px; margin-bottom: 12px;
          border-radius: 50%; background: var(--accent-wash); color: var(--accent-text); font-weight: 700;
        }
        .steps p { color: var(--soft); margin-top: 4px; }
        .names { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 16px; }
        .name-tag {
          padding: 4px 12px; border: 1px solid var(--line); border-radius: 8px; background: var(--surface);
          font-weight: 600; font-size: 0.8125rem;
        }
        .code { font-size: 1.5rem !important; letter-spacing: 0.25em; font-weight: 650; text-align: center; }
        .message { display: grid; justify-items: center; gap: 12px; text-align: center; padding: 40px 24px; }
        .message-mark {
          display: grid; place-items: center; width: 56px; height: 56px; border-radius: 50%; background: var(--sunken);
          color: var(--soft);
        }
        .message-mark .icon { width: 26px; height: 26px; }
        .message-mark.good { background: var(--good-wash); color: var(--good); }
        .message-mark.warn { background: var(--warn-wash); color: var(--warn); }
        .message-mark.bad { background: var(--bad-wash); color: var(--bad); }
        .message .buttons { margin-top: 8px; }
        .points { padding-inline-start: 20px; list-style: disc; }
        .points li + li { margin-top: 6px; }

        .url-form { display: flex; flex-wrap: wrap; gap: 12px; align-items: flex-start; margin-bottom: 24px; }
        .url-form .field { flex: 1 1 320px; }
        .url-form button { margin-top: 25px; }
        .hints .points, .trouble .points { margin-block: 12px; }
        .hints .points { color: var(--soft); }
        .trouble { border-color: var(--warn); margin-bottom: 24px; }
        .trouble h2 { display: flex; gap: 10px; align-items: center; }
        .trouble .icon { color: var(--warn); }
        .columns.even { grid-template-columns: minmax(0, 1fr) 440px; }
        .found { display: flex; flex-wrap: wrap; gap: 16px 20px; align-items: center; }
        .found-text { flex: 1 1 200px; min-width: 0; }
        .candidate {
          display: grid; grid-template-columns: 18px minmax(88px, auto) minmax(0, 1fr) auto; gap: 4px 14px;
          align-items: start; padding: 12px 24px; border-top: 1px solid var(--line); font-weight: 400; cursor: pointer;
        }
        .candidate:hover { background: var(--sunken); }
        .candidate:has(:checked) { background: var(--accent-wash); }
        .candidate input { margin-top: 3px; }
        .candidate-price { font-weight: 650; font-size: 1.0625rem; white-space: nowrap; }
        .candidate-text { min-width: 0; overflow-wrap: anywhere; }
        .candidate-sure { color: var(--soft); font-size: 0.8125rem; white-space: nowrap; }
        .quote { display: block; color: var(--soft); font-size: 0.8125rem; }
        .card-error { padding: 12px 24px; }

        .day + .day { margin-top: 16px; }
        .day-title { padding: 12px 24px; font-size: 0.8125rem; font-weight: 650; color: var(--soft); }
        .event-text { flex: 1; min-width: 0; }
        .event-end {
          display: grid; justify-items: end; align-content: start; gap: 4px; color: var(--soft); font-size: 0.8125rem;
        }
        .empty-icon { width: 48px; height: 48px; color: var(--soft); stroke-width: 1.2; }

        .with-side { display: grid; grid-template-columns: 200px minmax(0, 760px); gap: 32px; align-items: start; }
        .side { position: sticky; top: 84px; }
        .side a {
          display: block; padding: 6px 12px; border-radius: 8px; color: var(--soft); font-weight: 600;
          text-decoration: none;
        }
        .side a:hover { background: var(--sunken); color: var(--ink); }
        [id] { scroll-margin-top: 84px; }
        .lines > li {
          display: flex; gap: 14px; align-items: flex-start; padding: 14px 24px; border-top: 1px solid var(--line);
        }
        .line-icon { margin-top: 3px; color: var(--soft); }
        .line-text { flex: 1; min-width: 0; }
        .line-end { display: flex; gap: 8px; flex-wrap: wrap; justify-content: flex-end; }
        .answer {
          margin-top: 8px; padding: 8px 12px; border-radius: 8px; font-size: 0.8125rem; overflow-wrap: anywhere;
        }
        .answer.good { background: var(--good-wash); color: var(--good); }
        .answer.bad { background: var(--bad-wash); color: var(--bad); }
        .card-foot.fold > summary { margin-top: 0; }
        .card-foot.fold, .token-form { padding: 16px 24px; font-size: inherit; }
        fieldset .pair { margin-top: 8px; }
        .token-form { display: grid; grid-template-columns: minmax(0, 2fr) minmax(0, 1.4fr) 88px auto; gap: 12px; }
        .token-form button { align-self: start; margin-top: 25px; }
        .new-token { margin: 0 24px 16px; padding: 14px 16px; border-radius: 8px; background: var(--good-wash); }
        .copy { display: flex; gap: 8px; margin-top: 8px; }
        .copy input { flex: 1; min-width: 0; }
        .erase { margin-top: 24px; padding-top: 20px; border-top: 1px solid var(--line); }

        .websites { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(340px, 100%), 1fr)); gap: 24px; }
        .websites .facts { margin-top: 12px; }
        .stacked > div { display: block; }
        .stacked dt { font-size: 0.8125rem; }
        .stacked dd { text-align: start; overflow-wrap: anywhere; }

        .totals {
          display: grid; grid-template-columns: repeat(auto-fit, minmax(170px, 1fr)); gap: 16px; margin-bottom: 24px;
        }
        .totals .card { padding: 16px 20px; }
        .total-name { display: block; font-size: 0.8125rem; color: var(--soft); }
        .total { display: block; font-size: 1.5rem; line-height: 1.3; font-weight: 700; letter-spacing: -0.015em; }
        .halves {
          display: grid; grid-template-columns: repeat(auto-fit, minmax(min(420px, 100%), 1fr)); gap: 24px;
          margin-block: 24px; align-items: start;
        }
        .halves > * { min-width: 0; }
        .top + .halves { margin-top: 0; }
        .nowrap { white-space: nowrap; }
        .grid tbody th.wrap { white-space: normal; min-width: 160px; }
        .grid:not(.products-grid) td > .change { display: flex; justify-content: flex-end; }
        .spark .sparkline { width: 120px; }
        .card > .dot { display: flex; }
        .card > .dot + .facts { margin-top: 12px; }

        @media (max-width: 980px) {
          .welcome, .columns.even { grid-template-columns: minmax(0, 1fr); }
          .welcome > .card { max-width: 520px; }
          .with-side { grid-template-columns: minmax(0, 1fr); gap: 16px; }
          .side { position: static; }
          .side ul { display: flex; flex-wrap: wrap; gap: 4px; margin-inline: -12px; }
        }
        @media (max-width: 640px) {
          .url-form button { margin-top: 0; width: 100%; }
          .candidate { grid-template-columns: 18px minmax(0, 1fr) auto; padding-inline: 16px; }
          .candidate-text { grid-column: 2 / -1; grid-row: 2; }
          .lines > li, .card-foot.fold, .token-form { padding-inline: 16px; }
          .day-title { padding-inline: 16px; }
          .token-form { grid-template-columns: 1fr 1fr; }
          .token-form > :is(.field:first-child, button) { grid-column: 1 / -1; margin-top: 0; }
          .new-token { margin-inline: 16px; }
          .copy { flex-wrap: wrap; }
          .copy input { flex: 1 1 100%; }
          .events li { flex-wrap: wrap; }
          .event-end { flex: 1 1 100%; display: flex; justify-content: space-between; padding-inline-start: 22px; }
          .card-error { padding-inline: 16px; }
          .totals { grid-template-columns: 1fr 1fr; gap: 8px; }
          .totals .card { padding: 12px; }
          .band { padding-block: 24px; }
        }

        """#
}
