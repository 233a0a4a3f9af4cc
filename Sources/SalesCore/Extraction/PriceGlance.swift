import SalesHTML

/// A quick look at a page's visible text: where its numbers stand, and whether they may be prices of its product.
///
/// It reads no price; it says where there might be one, rather once too often. That is enough to know that the text has
/// nothing to add to what the structured data states.
struct PriceGlance {
    /// A piece of text with numbers in it.
    struct Mention {
        /// How many pieces of text stand before it.
        let order: Int
        let text: String
        let element: HTMLElement
        /// What each number can mean, as ``DecimalOrder`` keys.
        let numbers: [[String]]
    }

    let mentions: [Mention]
    private let ownKey: String?
    /// The place of the first `h1`: what stands around the title is no part beside the product.
    private let title: Int?
    private let asides = AsideMemory()

    init(_ outline: HTMLOutline, address: PageURL?) {
        let hasDigit = { (bytes: UnsafeBufferPointer<UInt8>) in bytes.contains { $0 &- 0x30 < 10 } }
        let runs = outline.element(at: 0)?.visibleRuns(limit: PageText.maximumRuns, where: hasDigit) ?? []
        // A longer text is a sentence, which is not read for prices either.
        let short = runs.lazy.filter { $0.run.text.utf8.count <= PriceSpotFinder.longestRun }
        mentions = short.prefix(PriceSpotFinder.maximumExamined).map { order, run in
            let numbers = NumberScan.numbers(in: run.text)
            return Mention(order: order, text: run.text, element: run.element, numbers: numbers)
        }
        ownKey = address.flatMap { PageIdentity.key($0.absoluteString) }
        title = outline.visibleElements(named: "h1", limit: 1).first?.place
    }

    /// Whether words anywhere on a page may know its product's availability better than structured data does.
    static func mayRefine(_ availability: Availability, in outline: HTMLOutline) -> Bool {
        guard availability == .inStock || availability == .outOfStock else { return false }
        // As the page has it, with its entities and indentation, a text is longer than what is read of it.
        let isShort = { (bytes: UnsafeBufferPointer<UInt8>) in
            bytes.count <= VisibleAvailability.longestNote * 16
        }
        let runs = outline.element(at: 0)?.visibleRuns(limit: PageText.maximumRuns, where: isShort) ?? []
        return runs.contains { _, run in
            AvailabilityChoice.mayRefine(availability, AvailabilityWords.phrase(run.text))
        }
    }

    /// Whether a text may be a price that is paid now or was before: by itself, or with the little text around it.
    ///
    /// - Parameter known: Amounts that stand around it and are none of its own, as ``DecimalOrder`` keys.
    func maybePrice(_ mention: Mention, besides known: Set<String> = [], hints: PriceTextHints) -> Bool {
        mayState(mention, hints: hints) { value, isNamed in
            Self.kinds.contains(value.kind) && (isNamed || value.token != nil)
                && known.isDisjoint(with: value.readings.map(DecimalOrder.key))
        }
    }

    /// Whether a text, by itself or with the little text around it, states an amount in another currency.
    func maybeForeign(_ mention: Mention, _ amount: String, _ currency: Currency, hints: PriceTextHints) -> Bool {
        mayState(mention, hints: hints) { value, _ in
            value.readings.map(DecimalOrder.key).contains(amount) && value.token != nil
                && !value.possibleCurrencies.contains(currency)
        }
    }

    private func mayState(
        _ mention: Mention,
        hints: PriceTextHints,
        _ isWanted: (PriceTextValue, _ isNamed: Bool) -> Bool
    ) -> Bool {
        var text: String? = mention.text
        var around: HTMLElement? = mention.element
        var isNamed = false
        for _ in 0..<Self.maximumLevels {
            guard let element = around, let stated = text else { break }
            isNamed = isNamed || !Hints.words(of: element).isDisjoint(with: SpotWords.price)
            if PriceText.read(stated, hints: hints).values.contains(where: { isWanted($0, isNamed) }) { return true }
            around = element.parent
            text = around?.visibleText(limit: PriceSpotFinder.longestText)
        }
        return false
    }

    /// Whether an element belongs to another product or to the frame of the page.
    func isAside(_ element: HTMLElement) -> Bool {
        if let known = asides.known[element.place] { return known }
        var isAside = false
        if !holdsTitle(element), !element.isNamed("body") {
            isAside =
                element.parent.map { self.isAside($0) } ?? false
                || SpotMeaning.isAside(element, Hints.words(of: element), ownKey: ownKey)
        }
        asides.known[element.place] = isAside
        return isAside
    }

    /// Whether the text in an element is struck through.
    func isStruck(_ element: HTMLElement) -> Bool {
        if let known = asides.struck[element.place] { return known }
        let around = sequence(first: element, next: \.parent).prefix(PriceSpotFinder.maximumLevels)
        let isStruck = around.contains(where: SpotMeaning.isStruck)
        asides.struck[element.place] = isStruck
        return isStruck
    }

    /// Whether an element is a heading or names the product: a price in those words bears nothing out.
    func isTitle(_ element: HTMLElement) -> Bool {
        sequence(first: element, next: \.parent).prefix(PriceSpotFinder.maximumLevels).contains { node in
            node.isNamed("h1") || node.isNamed("h2") || node.isNamed("h3") || node.isNamed("h4")
                || node.attribute("itemprop", limit: 10) == "name"
        }
    }

    private func holdsTitle(_ element: HTMLElement) -> Bool {
        title.map { element.place <= $0 && $0 < element.endPlace } ?? false
    }

    /// How many elements outwards a number's sign or name may stand.
    private static let maximumLevels = 3
    private static let kinds: Set<Candidate.Kind> = [.current, .list, .from, .upTo, .variant]

    private final class AsideMemory {
        var known: [Int: Bool] = [:]
        var struck: [Int: Bool] = [:]
    }
}

/// Finds numbers in text without asking what they mean.
enum NumberScan {
    /// The most numbers of one text that are told.
    static let maximumNumbers = 20

    /// All numbers, each with what it can mean as ``DecimalOrder`` keys: one or two digits behind the last point or comma
    /// are decimals, three may be.
    static func numbers(in text: String) -> [[String]] {
        var numbers: [[String]] = []
        let bytes = Array(text.utf8)
        var place = 0
        while place < bytes.count, numbers.count < maximumNumbers {
            guard isDigit(bytes[place]) else {
                place += 1
                continue
            }
            var groups: [[UInt8]] = [[]]
            var isDecimal = false
            while place < bytes.count {
                if isDigit(bytes[place]) {
                    groups[groups.count - 1].append(bytes[place])
                    place += 1
                } else if let length = separator(in: bytes, at: place, groups: groups.count) {
                    isDecimal = bytes[place] == UInt8(ascii: ".") || bytes[place] == UInt8(ascii: ",")
                    groups.append([])
                    place += length
                } else {
                    break
                }
            }
            numbers.append(readings(of: groups, isDecimal: isDecimal))
        }
        return numbers
    }

    private static func readings(of groups: [[UInt8]], isDecimal: Bool) -> [String] {
        let grouped = DecimalOrder.key(String(decoding: groups.joined(), as: UTF8.self))
        guard isDecimal, groups.count > 1, let last = groups.last, last.count <= 3 else { return [grouped] }
        let whole = String(decoding: groups.dropLast().joined(), as: UTF8.self)
        let decimal = DecimalOrder.key("\(whole).\(String(decoding: last, as: UTF8.self))")
        return last.count == 3 ? [grouped, decimal] : [decimal]
    }

    /// The length of a separator with a digit behind it; a space divides only groups of three digits.
    private static func separator(in bytes: [UInt8], at place: Int, groups: Int) -> Int? {
        switch bytes[place] {
        case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "'"):
            return place + 1 < bytes.count && isDigit(bytes[place + 1]) ? 1 : nil
        case UInt8(ascii: " "):
            let next = bytes[(place + 1)...].prefix(4)
            return next.count >= 3 && next.prefix(3).allSatisfy(isDigit) && !next.dropFirst(3).contains(where: isDigit)
                ? 1 : nil
        case 0xE2:
            // A typographic apostrophe, as the Swiss write it.
            let isApostrophe = place + 3 < bytes.count && bytes[place + 1] == 0x80 && bytes[place + 2] == 0x99
            return isApostrophe && isDigit(bytes[place + 3]) ? 3 : nil
        default: return nil
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
}
