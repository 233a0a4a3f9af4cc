import SalesHTML

/// Tells prices to which tax is added at the till from those that a person pays.
enum TaxWords {
    /// Whether the words in and right beside a price, or the names of the elements around it, say that it is before tax.
    static func isBeforeTax(_ spot: PriceSpot, in page: PageText) -> Bool {
        let behind = spot.text.unicodeScalars.dropFirst(spot.value.range.upperBound).prefix {
            ScalarClass.digit($0) == nil
        }
        if says(String(String.UnicodeScalarView(behind))) { return true }
        let span = page.span(of: spot.place)
        for run in [span.lowerBound - 1, span.upperBound, span.upperBound + 1] where page.runs.indices.contains(run) {
            let text = page.runs[run].text
            // Behind another number, the words are that one's.
            if text.utf8.count > longestLabel || PriceSpotFinder.hasDigit(text) {
                if run > span.lowerBound { break }
                continue
            }
            if says(text) { return run >= span.upperBound || isBehindNothing(run, in: page) }
        }
        return page.tree.outwards(from: spot.place).prefix(levels).contains { place in
            let words = page.words(at: place)
            return !words.isDisjoint(with: without) && !words.isDisjoint(with: taxes)
        }
    }

    /// Whether a label before a price belongs to it, not to a price before the label.
    private static func isBehindNothing(_ run: Int, in page: PageText) -> Bool {
        run == 0 || !PriceSpotFinder.hasDigit(page.runs[run - 1].text)
    }

    private static func says(_ text: String) -> Bool { phrases.matches(CleanText.folded(text)) }

    private static let phrases = PhraseTable([
        [
            "ex vat", "excl vat", "exc vat", "excluding vat", "vat excluded", "exclusive of vat", "plus vat",
            "without vat",
            "ex tax", "excl tax", "exc tax", "excluding tax", "excluding taxes", "tax excluded", "before tax",
            "without tax",
            "ex gst", "excl gst", "excluding gst", "plus gst", "zzgl mwst", "zzgl ust", "exkl mwst", "exkl ust",
            "ohne mwst",
            "nettopreis", "netto", "hors taxe", "hors taxes", "ht", "sin iva", "iva no incluido", "más iva",
            "iva esclusa",
            "iva escl", "más impuestos", "sem iva", "excl btw", "exclusief btw", "exkl moms", "ekskl moms", "ex moms",
            "uden moms", "utan moms", "eks mva", "bez dph", "bez pdv", "brez ddv", "bez vat", "без ндс", "без пдв",
            "без ддс",
            "fara tva", "fără tva", "alv 0", "veroton", "nettó", "áfa nélkül", "χωρίς φπα", "kdv hariç", "税抜", "税別",
            "税抜き",
            "未税", "부가세 별도", "vat 별도",
        ]
    ])
    private static let without: Set<String> = ["without", "excl", "excluding", "exclude", "ex", "net", "netto", "no"]
    private static let taxes: Set<String> = ["tax", "taxes", "vat", "gst", "mwst", "btw", "iva", "tva", "moms", "dph"]
    /// The longest text that is a label of a price, in bytes.
    private static let longestLabel = 40
    /// How many elements outwards a price is named before tax.
    private static let levels = 3
}
