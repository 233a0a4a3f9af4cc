extension PageStyle {
    /// What single pages have of their own.
    static let pages = #"""
        .empty { display: grid; justify-items: center; gap: 12px; padding: 48px 24px; text-align: center; }
        .empty p { max-width: 44ch; color: var(--soft); }
        .empty-art { width: 160px; margin-bottom: 12px; }
        .art-line { fill: none; stroke: var(--accent); stroke-width: 3; stroke-linejoin: round; stroke-linecap: round; }
        .art-limit { stroke: var(--edge); stroke-width: 1.5; stroke-dasharray: 4 5; }
        .art-dot { fill: var(--accent); stroke: var(--surface); stroke-width: 2; }

        .hero {
          display: grid; grid-template: "pic text price" auto "pic actions actions" auto / auto minmax(0, 1fr) auto;
          gap: 12px 24px; align-items: start; margin-bottom: 24px;
        }
        .hero > .pic { grid-area: pic; }
        .hero-text { grid-area: text; }
        .hero-meta { display: flex; flex-wrap: wrap; gap: 4px 16px; align-items: baseline; margin-top: 4px; }
        .hero-price { grid-area: price; text-align: end; }
        .money {
          font-size: 2.25rem; line-height: 1.1; font-weight: 700; letter-spacing: -0.025em; white-space: nowrap;
        }
        .hero-price .change { margin-top: 4px; font-size: 0.9375rem; }
        .hero-actions { grid-area: actions; display: flex; flex-wrap: wrap; gap: 8px; }
        .chart-pair { min-height: 120px; }
        .chart-pair + .small { margin-top: 8px; }
        .column-first .figures { margin-top: 20px; padding-top: 20px; border-top: 1px solid var(--line); }

        .verdict {
          display: grid; grid-template-columns: repeat(auto-fit, minmax(min(280px, 100%), 1fr)); gap: 8px 32px;
          align-items: center; border-inline-start: 4px solid var(--edge);
        }
        .verdict.good { border-inline-start-color: var(--good); }
        .verdict.warn { border-inline-start-color: var(--warn); }
        .verdict.bad { border-inline-start-color: var(--bad); }
        .over { display: block; color: var(--soft); font-size: 0.8125rem; font-weight: 600; letter-spacing: 0; }
        .scale { width: calc(100% - 16px); margin: 8px 8px 4px; overflow: visible; }
        .scale-line { stroke: var(--edge); stroke-width: 4; stroke-linecap: round; }
        .scale-dot { fill: var(--accent); stroke: var(--surface); stroke-width: 3; }
        .verdict.good .scale-dot { fill: var(--good); }
        .verdict.bad .scale-dot { fill: var(--bad); }
        .verdict.warn .scale-dot { fill: var(--warn); }
        .scale-ends { font-size: 0.8125rem; color: var(--soft); }
        .scale-ends strong { color: var(--ink); }
        .scale-ends span:last-child { text-align: end; }
        .rule-words { font-weight: 600; }

        @media (max-width: 640px) {
          .hero {
            grid-template: "pic text" auto "price price" auto "actions actions" auto / auto minmax(0, 1fr);
            gap: 12px 16px;
          }
          .hero .pic.large { width: 64px; height: 64px; }
          .hero-price { display: flex; flex-wrap: wrap; align-items: baseline; gap: 4px 12px; text-align: start; }
          .hero-actions { display: grid; grid-template-columns: 1fr 1fr; }
          .hero-actions :is(button, .button) { width: 100%; }
          .money { font-size: 2rem; }
          .card-head > nav, .segments { width: 100%; }
          .segments li { flex: 1; }
          .segments a { width: 100%; justify-content: center; padding-inline: 10px; }
          .figures { grid-template-columns: 1fr 1fr; }
        }

        """#
}
