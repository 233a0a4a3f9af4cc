internal import GRDB

extension Migration {
    /// Rules with alternatives, kept as their text; what a rule remembers in one column; what followers are told of a
    /// product beside its price.
    static let rules = Migration(number: 4, name: "rules with alternatives", kind: .contract, oldestProgram: 4) {
        db,
        _ in
        try db.execute(sql: columns + texts + memories + lows + drops)
    }

    private static let columns = """
        ALTER TABLE user_preferences ADD COLUMN rule TEXT NOT NULL DEFAULT 'any drop';
        ALTER TABLE user_preferences ADD COLUMN memory TEXT NOT NULL DEFAULT '{"triggers":[]}';
        ALTER TABLE user_preferences ADD COLUMN cool_down_ms INTEGER;
        ALTER TABLE user_preferences ADD COLUMN is_in_digest INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE products ADD COLUMN broken_since INTEGER;
        ALTER TABLE products ADD COLUMN lowest_minor INTEGER;
        ALTER TABLE products ADD COLUMN lowest_currency TEXT;
        ALTER TABLE products ADD COLUMN image_url TEXT;

        """

    /// The digits of each currency as ISO 4217 had them when the step was written.
    private static let amount = """
        CASE
            WHEN rule_currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW',
                'PYG', 'RWF', 'UGX', 'VND', 'VUV', 'XAF', 'XOF', 'XPF')
                THEN printf('%d', rule_minor)
            WHEN rule_currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND')
                THEN printf('%d.%03d', rule_minor / 1000, rule_minor % 1000)
            ELSE printf('%d.%02d', rule_minor / 100, rule_minor % 100)
        END || ' ' || rule_currency
        """

    private static let texts = """
        UPDATE user_preferences SET rule = CASE rule_kind
            WHEN 'below' THEN 'below ' || \(amount)
            WHEN 'drop_by_amount' THEN 'down ' || \(amount) || ' since last alert'
            WHEN 'drop_by_share' THEN 'down '
                || rtrim(rtrim(printf('%d.%02d', rule_basis_points / 100, rule_basis_points % 100), '0'), '.')
                || '% since last alert'
            WHEN 'back_in_stock' THEN 'back in stock'
            ELSE 'any drop'
        END;

        """

    private static let memories = """
        UPDATE user_preferences SET memory = json_object(
            'reference', CASE WHEN reference_minor IS NOT NULL
                THEN json_object('minorUnits', reference_minor, 'currency', reference_currency) END,
            'toldPrice', CASE WHEN told_minor IS NOT NULL
                THEN json_object('minorUnits', told_minor, 'currency', told_currency) END,
            'seenUntil', seen_until,
            'askedAbout', asked_currency,
            'triggers', json_array(json_object(
                'isArmed', json(CASE WHEN is_armed THEN 'true' ELSE 'false' END),
                'recoveredSince', recovered_since,
                'wasTold', json(CASE WHEN told_minor IS NULL THEN 'false' ELSE 'true' END)
            ))
        );

        """

    /// The lowest price that is known, of the currency that a product has now.
    private static let lows = """
        UPDATE products SET lowest_currency = price_currency, lowest_minor = (
            SELECT min(r.price_minor) FROM prices r
            WHERE r.product_id = products.id AND r.price_currency = products.price_currency
        );
        UPDATE products SET lowest_currency = NULL WHERE lowest_minor IS NULL;

        """

    private static let drops = [
        "rule_kind", "rule_minor", "rule_currency", "rule_basis_points", "reference_minor", "reference_currency",
        "is_armed", "recovered_since", "told_minor", "told_currency", "seen_until", "asked_currency",
    ].map { "ALTER TABLE user_preferences DROP COLUMN \($0);" }.joined(separator: "\n")
}
