extension PageStyle {
    /// Fields and what stands beside them.
    static let forms = #"""
        label, legend { font-weight: 600; }
        legend { padding: 0; }
        input:not([type="checkbox"], [type="radio"], [type="hidden"]), select, textarea {
          width: 100%; min-height: 40px; padding: 7px 12px; border: 1px solid var(--edge); border-radius: 8px;
          background: var(--surface); color: var(--ink); font: inherit;
        }
        select { padding-inline-end: 8px; text-overflow: ellipsis; }
        :is(input, select, textarea)[aria-invalid="true"] { border: 2px solid var(--bad); padding-inline: 11px; }
        ::placeholder { color: var(--soft); opacity: 1; }
        input[type="checkbox"], input[type="radio"] {
          width: 18px; height: 18px; margin: 0; flex: none; accent-color: var(--accent);
        }
        .field { display: grid; gap: 4px; align-content: start; }
        .field label { font-size: 0.8125rem; }
        .field .optional { color: var(--soft); font-weight: 400; }
        .error { color: var(--bad); font-size: 0.8125rem; font-weight: 600; }
        .stack > * + * { margin-top: 16px; }
        .pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(200px, 100%), 1fr)); gap: 16px; }
        .pair.times { grid-template-columns: repeat(auto-fit, minmax(132px, 1fr)); }
        .with-icon { position: relative; flex: 1 1 200px; }
        .with-icon > .icon { position: absolute; inset: 11px auto auto 12px; color: var(--soft); pointer-events: none; }
        .with-icon > input { padding-inline-start: 38px !important; }
        .check, .option > label {
          display: flex; gap: 10px; align-items: flex-start; font-weight: 400; cursor: pointer;
        }
        .check { padding: 4px 0; }
        .check input, .option > label input { margin-top: 3px; }
        .tick { display: inline-grid; place-items: center; width: 32px; height: 32px; cursor: pointer; }

        .rule { border: 0; }
        .rule + .rule { margin-top: 24px; }
        .rule > legend { margin-bottom: 8px; }
        .option { border: 1px solid var(--line); margin-top: -1px; background: var(--surface); }
        .option:first-of-type { border-radius: 8px 8px 0 0; }
        .option > label { padding: 9px 12px; }
        .option:hover { background: var(--sunken); }
        .option:has(> label > input:checked) {
          position: relative; border-color: var(--accent); background: var(--accent-wash);
        }
        .option-more {
          display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 8px 12px; align-items: center;
          padding: 0 12px 12px 40px;
        }
        .option-more > label { font-weight: 400; font-size: 0.8125rem; }
        .option-more > :is(.hint, .error), .option-more > .hidden-label + input { grid-column: 1 / -1; }
        @supports selector(:has(*)) {
          .option:not(:has(> label > input:checked)) > .option-more { display: none; }
        }
        .amount { display: flex; align-items: center; gap: 8px; }
        .amount input { max-width: 140px; }
        .more { border: 1px solid var(--line); border-radius: 0 0 8px 8px; margin-top: -1px; }
        .more > summary { padding: 9px 12px; font-weight: 600; color: var(--accent-text); cursor: pointer; }
        .more .option { border-width: 1px 0 0; border-radius: 0; margin-top: 0; }
        .more .option:last-child { border-radius: 0 0 8px 8px; }
        .checks + .pair { margin-block: 12px; }
        .fold > summary { list-style: none; margin-top: 16px; }
        .fold > summary::-webkit-details-marker { display: none; }
        .fold[open] > summary { margin-bottom: 20px; }
        .preview-in { padding: 12px 16px; border-radius: 8px; background: var(--sunken); }
        .preview-in > * + * { margin-top: 8px; }
        .preview ol { display: grid; gap: 4px; font-size: 0.8125rem; }
        .preview li { display: flex; gap: 12px; flex-wrap: wrap; }
        .preview time { color: var(--soft); }

        """#
}
