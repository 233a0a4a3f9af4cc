/// What the words in a member's name say of the amount in it.
struct PriceMemberMeaning {
    let kind: Candidate.Kind
    /// How plainly it is what is paid now; higher goes first.
    let rank: Int
    /// Whether it counts the smaller unit: `priceInCents`.
    let countsCents: Bool
    /// Whether nothing in its name says that it is another thing than the price, so that a higher one is the former price.
    let mayBeFormer: Bool
    /// Whether its name says no more than that it is cents, which may be those beside whole units.
    private let isCentsAlone: Bool

    /// Whether a text is only a part of an amount: `{"dollars": 19, "cents": 99}`.
    func isPart(_ text: String) -> Bool { isCentsAlone && text.utf8.count <= 2 }

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
        isCentsAlone = own.isSubset(of: Self.cents)
        mayBeFormer = own.subtracting(Self.inside).subtracting(Self.tax).subtracting(Self.with).isEmpty
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
        } else if !words.isDisjoint(with: Self.decided) {
            (kind, rank) = (.current, 6)
        } else if !words.isDisjoint(with: Self.reduced) {
            (kind, rank) = (.current, 5)
        } else if !words.isDisjoint(with: Self.selling) {
            (kind, rank) = (.current, 4)
        } else if words.isDisjoint(with: SpotWords.softList), !words.contains("actual") {
            (kind, rank) = (.current, own.isDisjoint(with: Self.shown) ? Self.plainRank : 1)
        } else {
            // "regular" is what it costs unless a lower price stands beside it.
            (kind, rank) = (.current, Self.comparedRank)
        }
    }

    private static let plainRank = 3
    private static let comparedRank = 2

    /// Whether its name says no more than that it is the price.
    var isPlain: Bool { kind == .current && rank == Self.plainRank }

    /// Whether its name says that it is the price unless a lower one stands beside it.
    var isCompared: Bool { kind == .current && rank == Self.comparedRank }

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
    /// Names of objects that hold the product's own price, or one of its offers.
    static let holders = prices.union(["offer", "offers", "buybox", "amount", "benefits", "deal", "promotion"])
    /// Names a price.
    static let prices = set(
        "price prices pricing preis preise prix precio precios prezzo prezzi preço preco cena cijena pris hinta fiyat"
    )
    /// Names of amounts of money at all.
    static let amounts = prices.union(["amount", "cost", "value", "total", "msrp", "rrp"])

    /// What names an amount inside a price.
    private static let inside: Set<String> = amounts.union(decided).union(reduced).union(selling).union(SpotWords.list)
        .union(SpotWords.softList).union(lowest).union(highest).union(cents).union(shown).union(["raw", "initial"])
    private static let decided = set("final finale effective current now today attuale actuel aktuell")
    private static let reduced = set("discounted special promo promotional reduced")
    private static let selling = set("sale selling sell offer our buy new gross main")
    private static let cents = set("cents cent minor pence pennies")
    private static let lowest = set("min minimum low lowest from starting")
    private static let highest = set("max maximum high highest to")
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
