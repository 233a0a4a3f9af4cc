/// What the words in a member's name say of the amount in it.
struct PriceMemberMeaning {
    let kind: Candidate.Kind
    /// How plainly it is what is paid now; higher goes first.
    let rank: Int
    /// Whether it counts the smaller unit: `priceInCents`.
    let countsCents: Bool

    /// Nil where the member states no price of the product.
    ///
    /// - Parameters:
    ///   - own: The words of its name.
    ///   - around: The words of the names around it, where those are of a price; empty elsewhere.
    init?(_ own: Set<String>, inside around: Set<String>) {
        let isNamed = !own.isDisjoint(with: Self.prices)
        guard isNamed || !around.isEmpty && !own.isDisjoint(with: Self.inside), own.isDisjoint(with: Self.notAmounts)
        else { return nil }
        let words = own.union(around)
        countsCents = !own.isDisjoint(with: Self.cents)
        let isFormer = !words.isDisjoint(with: SpotWords.list)
        if isFormer {
            (kind, rank) = (.list, 0)
            return
        }
        guard words.isDisjoint(with: Self.others), Self.isGross(words) else { return nil }
        if !words.isDisjoint(with: Self.lowest) {
            (kind, rank) = (.from, 0)
        } else if !words.isDisjoint(with: Self.highest) {
            (kind, rank) = (.upTo, 0)
        } else if !words.isDisjoint(with: Self.reduced) {
            (kind, rank) = (.current, 5)
        } else if !words.isDisjoint(with: Self.selling) {
            (kind, rank) = (.current, 4)
        } else if words.isDisjoint(with: SpotWords.softList) {
            (kind, rank) = (.current, own.isDisjoint(with: Self.shown) ? 3 : 1)
        } else {
            // "regular" is what it costs unless a lower price stands beside it.
            (kind, rank) = (.current, 2)
        }
    }

    private static func isGross(_ words: Set<String>) -> Bool {
        if !words.isDisjoint(with: net) { return false }
        return words.isDisjoint(with: tax) || !words.isDisjoint(with: with)
    }

    /// Names of objects that describe other things than the product's price.
    static let otherThings = set(
        """
        shipping delivery related recommended recommendations recommendation seller merchant store brand category member members \
        membership subscription installment installments instalment instalments payment financing shop user cart basket unit loyalty \
        points rating reviews review variants variations options warranty accessories bundle
        """
    )
    /// Names a price.
    static let prices = set(
        "price prices pricing preis preise prix precio precios prezzo prezzi preço preco cena cijena pris hinta fiyat"
    )
    /// Names of amounts of money at all.
    static let amounts = prices.union(["amount", "cost", "value", "total", "msrp", "rrp"])

    /// What names an amount inside a price.
    private static let inside: Set<String> = amounts.union(reduced).union(selling).union(SpotWords.list)
        .union(SpotWords.softList).union(lowest).union(highest).union(cents).union(shown).union(["raw", "initial"])
    private static let reduced = set(
        "discounted final finale special promo promotional effective current now today reduced attuale actuel aktuell"
    )
    private static let selling = set("sale selling sell offer our actual buy new gross main")
    private static let cents = set("cents cent minor pence pennies")
    private static let lowest = set("min minimum low lowest from starting")
    private static let highest = set("max maximum high highest")
    private static let net = set("net netto excl excluding exclusive ex without pretax notax ht")
    private static let tax = set("tax taxes vat gst mwst tva iva")
    private static let with = set("with incl including inclusive inc gross after")
    /// What is written for people: it tells the same once more.
    private static let shown = set("formatted display displayed text string label pretty localized")
    private static let others = SpotWords.saving.union(SpotWords.unit).union(SpotWords.shipping)
        .union(SpotWords.instalment).union(SpotWords.member).union(["per", "deposit", "wholesale", "dealer", "points"])
    /// What no amount is called.
    private static let notAmounts = set(
        """
        currency id ids type valid until date time code symbol count index level percent percentage rate ratio diff difference tier range \
        group key format precision decimals digits scale version rules rule step show hide has is url link html class status country \
        region position quantity qty iso
        """
    )

    private static func set(_ words: String) -> Set<String> { Set(words.split(separator: " ").map(String.init)) }
}
