extension PageStyle {
    /// Text, links, focus: what every page begins with.
    static let base = #"""
        *, *::before, *::after { box-sizing: border-box; }
        html { -webkit-text-size-adjust: 100%; scroll-padding-block: 5rem; overflow-y: scroll; }
        body {
          margin: 0; min-height: 100vh; min-height: 100dvh; display: flex; flex-direction: column;
          background: var(--paper); color: var(--ink);
          font: 0.9375rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
          font-variant-numeric: tabular-nums; overflow-wrap: break-word;
        }
        h1, h2, h3, p, ul, ol, dl, dd, figure, fieldset { margin: 0; padding: 0; border: 0; }
        ul, ol { list-style: none; }
        h1 { font-size: 1.5rem; line-height: 1.25; font-weight: 700; letter-spacing: -0.015em; text-wrap: balance; }
        h2 { font-size: 1.125rem; line-height: 1.35; font-weight: 650; letter-spacing: -0.005em; }
        h3 { font-size: 0.9375rem; line-height: 1.4; font-weight: 650; }
        a { color: var(--accent-text); text-decoration-thickness: 1px; text-underline-offset: 0.18em; }
        a:hover { text-decoration-thickness: 2px; }
        strong { font-weight: 650; }
        code, .mono { font: 0.8125rem/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; }
        img, svg { display: block; }
        table { border-collapse: collapse; width: 100%; }
        th { font-weight: inherit; text-align: start; }
        :focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; border-radius: 4px; }
        main:focus { outline: 0; }
        [hidden] { display: none !important; }
        .hidden-label {
          position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%);
          white-space: nowrap;
        }
        .skip {
          position: absolute; z-index: 30; inset: 8px auto auto 8px; padding: 8px 16px; border-radius: 8px;
          background: var(--accent); color: var(--on-accent); transform: translateY(-64px);
        }
        .skip:focus { transform: none; }
        .sprite { position: absolute; }
        .icon {
          width: 1.125rem; height: 1.125rem; flex: none; fill: none; stroke: currentColor; stroke-width: 1.8;
          stroke-linecap: round; stroke-linejoin: round;
        }
        .small, .hint, .when { font-size: 0.8125rem; line-height: 1.5; }
        .muted, .sub, .hint, .when { color: var(--soft); }
        .when { display: block; font-weight: 400; }
        :is(.card-foot, .small, .gap, .hero-meta) > a:only-of-type:not(.button) {
          display: inline-block; min-height: 24px; padding-block: 2px;
        }
        .num { text-align: end; white-space: nowrap; }

        """#
}
