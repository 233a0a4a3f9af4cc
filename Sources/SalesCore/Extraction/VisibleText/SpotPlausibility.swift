/// Takes back what stands in a good place and is still no price of the page's product.
struct SpotPlausibility {
    let page: PageText
    let setting: PageSetting
    let hasBuyButton: Bool

    /// How many pieces of text apart the two tellings of one price stand.
    static let reach = 6
    /// The most words beside a price that is more than a sentence's part.
    static let maximumWords = 3

    /// Removes, of a price that is told to eyes and to screen readers, the telling that says less.
    ///
    /// What shows is the price, but for pieces of it: `$19` with its cents in another element. The words that only screen
    /// readers hear ("Original price:") still say what it means.
    static func removeRepetitions(from spots: inout [PriceSpot]) {
        var dropped: Set<Int> = []
        for heard in spots.indices where spots[heard].isForScreenReaders {
            let near = spots.indices.filter { index in
                !spots[index].isForScreenReaders && abs(spots[index].run - spots[heard].run) <= reach
            }
            let amount = DecimalOrder.key(spots[heard].value.amount)
            if let shown = near.first(where: { DecimalOrder.key(spots[$0].value.amount) == amount }) {
                if spots[heard].kind != .current, spots[shown].kind == .current {
                    spots[shown].kind = spots[heard].kind
                }
                spots[shown].former = spots[shown].former ?? spots[heard].former
                dropped.insert(heard)
            } else {
                let digits = amount.filter { $0 != "." }
                dropped.formUnion(
                    near.filter { index in
                        let piece = spots[index].value.amount.filter { $0 != "." }
                        return spots[index].run > spots[heard].run
                            && (digits.hasPrefix(piece) || digits.hasSuffix(piece))
                    }
                )
            }
        }
        spots = spots.indices.filter { !dropped.contains($0) }.map { spots[$0] }
    }

    func apply(to spots: inout [PriceSpot]) {
        guard !hasBuyButton, !setting.isProduct else { return }
        for index in spots.indices {
            if setting.isArticle {
                spots[index].add(-40, "the page is an article")
            } else if !spots[index].isNamed, isProse(spots[index]) {
                spots[index].add(-40, "stands in a sentence")
            }
        }
    }

    /// Whether a text says more than a label does.
    private func isProse(_ spot: PriceSpot) -> Bool {
        let words = CleanText.folded(spot.text).split(separator: " ")
        return words.lazy.filter { !PriceSpotFinder.hasDigit(String($0)) }.count > Self.maximumWords
    }
}
