extension PageStyle {
    /// The list of products: a table where there is room, cards on phones.
    static let lists = #"""
        .tools { display: flex; flex-wrap: wrap; gap: 12px 24px; align-items: center; margin-bottom: 16px; }
        .tools-form { display: flex; flex: 1 1 420px; gap: 8px; justify-content: flex-end; }
        .tools-form .with-icon { max-width: 280px; }
        .tools-form select { width: auto; max-width: 190px; }
        .products-grid th, .products-grid td { vertical-align: middle; }
        .products-grid thead th { vertical-align: middle; }
        .products-grid tbody tr:hover { background: var(--sunken); }
        .products-grid .pick { width: 44px; padding-inline: 12px 0; }
        .products-grid tbody .what { min-width: 280px; white-space: normal; }
        .what-in { display: flex; gap: 14px; align-items: center; }
        .what-text { min-width: 0; }
        .what-name {
          display: -webkit-box; overflow: hidden; -webkit-box-orient: vertical; -webkit-line-clamp: 2;
          color: var(--ink);
          padding-block: 2px; font-weight: 650; text-decoration: none; line-height: 1.4;
        }
        .what-name:hover { text-decoration: underline; }
        .what-shop { display: block; color: var(--soft); font-size: 0.8125rem; }
        .what-problem { display: block; color: var(--bad); font-size: 0.8125rem; }
        .products-grid .spark { width: 144px; }
        .products-grid .sparkline { width: 120px; height: 32px; }
        .products-grid .price strong { display: block; font-size: 1.0625rem; line-height: 1.3; }
        .cell-label { display: none; }
        .stock { white-space: nowrap; }
        .stock .pace { max-width: 24ch; white-space: normal; }

        .bulk { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; margin-top: 16px; }
        .bulk-count { color: var(--soft); margin-inline-end: 8px; }
        .js .bulk {
          position: fixed; z-index: 15; inset: auto 0 24px; width: max-content; max-width: calc(100% - 32px);
          margin: 0 auto; padding: 8px 8px 8px 16px; border: 1px solid var(--edge); border-radius: 12px;
          background: var(--surface); box-shadow: var(--lift);
        }
        .js .bulk:not(.is-open) { display: none; }
        .js .bulk-count { color: var(--ink); font-weight: 600; }

        @media (max-width: 980px) {
          .products-grid .low, .products-grid thead .low, .products-grid thead th:nth-child(5) { display: none; }
        }
        @media (max-width: 820px) {
          .js .bulk { inset: auto 0 calc(68px + env(safe-area-inset-bottom)); }
        }
        @media (max-width: 860px) {
          .tools-form { flex-wrap: wrap; justify-content: stretch; }
          .tools-form .with-icon { flex: 1 1 100%; max-width: none; }
          .tools-form select { flex: 1; max-width: none; }
          .products-grid, .products-grid tbody { display: block; }
          .products-grid thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
          .products-grid tbody tr {
            display: grid; padding: 16px 16px 16px 6px; gap: 8px 12px; align-items: center;
            grid-template-areas: "pick what what" "pick price spark" "pick stock low";
            grid-template-columns: 32px minmax(min-content, 1fr) auto;
            border-top: 1px solid var(--line);
          }
          .products-grid tbody tr:first-child { border-top: 0; }
          .products-grid tbody :is(th, td) { padding: 0 !important; border: 0; }
          .products-grid .pick { grid-area: pick; width: auto; align-self: start; padding-top: 8px !important; }
          .products-grid tbody .what { grid-area: what; min-width: 0; }
          .what-in { align-items: flex-start; }
          .products-grid .spark { grid-area: spark; width: auto; justify-self: end; }
          .products-grid .sparkline { width: 90px; height: 24px; }
          .products-grid .price { grid-area: price; text-align: start; }
          .products-grid .price > * { display: inline-flex; vertical-align: baseline; margin-inline-end: 8px; }
          .products-grid .price { white-space: normal; }
          .price :is(strong, .change) { white-space: nowrap; }
          .low { white-space: normal; }
          .products-grid tbody .low { grid-area: low; display: block; }
          .products-grid :is(.low, .stock) { font-size: 0.8125rem; color: var(--soft); align-self: start; }
          .stock { white-space: normal; }
          .stock > * { display: inline-flex; margin-inline-end: 8px; }
          .stock .when { white-space: pre; }
          .stock .pace { max-width: none; white-space: normal; }
          .low .when { display: none; }
          .cell-label { display: inline; }
        }

        """#
}
