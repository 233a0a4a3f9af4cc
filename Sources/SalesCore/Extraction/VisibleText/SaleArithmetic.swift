import SalesHTML

/// Tells former prices by what the page says was taken off: where £20 and £25 stand beside "-20 %", £25 is the old price.
///
/// Many pages strike old prices through in their style sheets alone, under names that say nothing. That the percentage fits
/// the two prices tells them apart, if it is plainly one that was taken off, and both are of one offer: rates of tax fit as
/// well, and so do choices such as "subscribe and save 20 %".
struct SaleArithmetic {
    let page: PageText

    /// How many pieces of text apart the two prices may stand.
    static let reach = 6
    /// How many pieces of text above and below them what was saved may stand.
    private static let above = 3
    private static let below = 4
    /// The longest text that tells what was saved, in bytes.
    private static let longestText = 60

    /// Makes former prices of those that the arithmetic shows to be; `spots` are in the page's order.
    func apply(to spots: inout [PriceSpot]) {
        let paid = spots.indices.filter { mayBePaid(spots[$0]) }
        var former: Set<Int> = []
        for (order, one) in paid.enumerated() {
            for other in paid[(order + 1)...].prefix(Self.reach) {
                guard abs(spots[other].run - spots[one].run) <= Self.reach else { break }
                let (low, high) =
                    DecimalOrder.isLess(spots[one].value.amount, spots[other].value.amount)
                    ? (one, other) : (other, one)
                if isSale(from: spots[high], to: spots[low]) { former.insert(high) }
            }
        }
        for index in former {
            spots[index].kind = .list
            spots[index].isStruck = true
            spots[index].reasons.append("is the price before what was taken off")
        }
    }

    private func mayBePaid(_ spot: PriceSpot) -> Bool {
        spot.kind == .current && !spot.isAside && spot.value.readings.count == 1 && spot.upper == nil
            && !spot.isBeforeTax
    }

    private func isSale(from high: PriceSpot, to low: PriceSpot) -> Bool {
        guard high.value.currency == low.value.currency, let old = Self.thousandths(high.value.amount),
            let new = Self.thousandths(low.value.amount), old > new, isOneOffer(high.place, low.place)
        else { return false }
        let first = max(0, min(low.run, high.run) - Self.above)
        let end = min(page.runs.count, max(low.run, high.run) + Self.below)
        return (first..<end).contains { index in
            let text = page.runs[index].text
            guard text.utf8.count <= Self.longestText else { return false }
            let isNamed = page.tree.outwards(from: page.places[index]).prefix(2).contains {
                !page.words(at: $0).isDisjoint(with: Self.names)
            }
            return Self.reduction(in: text, isNamed: isNamed).map { Self.fits($0, old: old, new: new) } ?? false
        }
    }

    /// Whether two prices do not stand in two choices, rows or entries of a list.
    private func isOneOffer(_ one: Int, _ other: Int) -> Bool {
        let around = page.tree.commonAncestor(one, other)
        return [one, other].allSatisfy { place in
            !page.tree.outwards(from: place).prefix { $0 != around }.contains { inner in
                let node = page.tree.elements[inner].node
                return node.isNamed("label") || node.isNamed("li") || node.isNamed("tr") || node.isNamed("option")
            }
        }
    }

    /// Whether so many percent lead from one price to the other, rounded either way.
    private static func fits(_ percent: Int, old: Int64, new: Int64) -> Bool {
        guard (1...99).contains(percent), old <= Int64.max / 200 else { return false }
        let saved = (old - new) * 100
        return saved > Int64(percent - 1) * old && saved < Int64(percent + 1) * old
    }

    /// The whole percentage of a text, where it says plainly that it was taken off: with a minus, a word, or its class.
    static func reduction(in text: String, isNamed: Bool) -> Int? {
        guard let sign = text.unicodeScalars.firstIndex(where: percentSigns.contains) else { return nil }
        let scalars = text.unicodeScalars
        let before = number(scalars[..<sign].reversed())
        let behind = number(scalars[scalars.index(after: sign)...])
        let digits = before.digits.isEmpty ? behind.digits : before.digits.reversed()
        let mark = before.digits.isEmpty ? nil : before.next
        // Of 19.9 % the whole part is not there.
        if mark == "." || mark == "," || digits.isEmpty { return nil }
        let folded = CleanText.folded(text)
        let isTakenOff = isNamed || mark.map(minuses.contains) ?? false || words.matches(folded)
        return isTakenOff && !conditions.matches(folded) ? digits.reduce(0) { $0 * 10 + Int($1) } : nil
    }

    /// The digits that a sequence begins with, behind at most one space, and what follows.
    private static func number(_ scalars: some Sequence<Unicode.Scalar>) -> (digits: [UInt8], next: Unicode.Scalar?) {
        var digits: [UInt8] = []
        for (index, scalar) in scalars.enumerated() {
            if index == 0, scalar.properties.isWhitespace { continue }
            guard let digit = ScalarClass.digit(scalar), digits.count < 3 else { return (digits, scalar) }
            digits.append(digit)
        }
        return (digits, nil)
    }

    private static func thousandths(_ amount: String) -> Int64? {
        PlainDecimal(amount).flatMap { Int64($0.whole + ($0.fraction + "000").prefix(3)) }
    }

    private static let names: Set<String> = ["discount", "saving", "savings", "save", "off", "rabatt", "rabat"]
    private static let percentSigns: Set<Unicode.Scalar> = ["%", "％", "٪"]
    private static let minuses: Set<Unicode.Scalar> = ["-", "−", "–", "‑"]
    /// What is taken off only of those who do something for it, or is a tax.
    private static let conditions = PhraseTable([
        [
            "subscribe", "subscription", "autoship", "abo", "abonnement", "abonnez", "suscríbete", "member", "members",
            "club",
            "code", "coupon", "voucher", "gutschein", "gutscheincode", "kupon", "cupón", "cupom", "extra",
            "when you buy",
            "buy 2", "buy 3", "pix", "cash", "student", "newsletter", "up to", "bis zu", "jusqu à", "hasta", "fino a",
            "vat",
            "gst", "tax", "mwst", "iva", "tva", "moms", "消費税", "税", "クーポン", "定期", "정기", "쿠폰", "会员", "會員",
        ]
    ])
    private static let words = PhraseTable([
        [
            "off", "save", "saving", "discount", "rabatt", "reduziert", "gespart", "de réduction", "remise", "dto",
            "descuento",
            "di sconto", "sconto", "desconto", "rabatu", "taniej", "sleva", "zľava", "kedvezmény", "reducere",
            "korting",
            "rabat", "alennus", "έκπτωση", "indirim", "скидка", "знижка", "отстъпка", "popust", "giảm", "diskon", "ลด",
            "خصم",
            "הנחה", "割引", "オフ", "할인", "折扣", "छूट",
        ]
    ])
}
