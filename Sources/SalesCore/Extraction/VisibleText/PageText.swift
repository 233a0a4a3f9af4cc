import SalesHTML

/// The visible pieces of text of a page with their places in the tree.
struct PageText {
    /// The most pieces of text that are looked at.
    static let maximumRuns = 20_000

    let tree: PageTree
    private let hints = HintCache()
    let runs: [HTMLTextRun]
    /// The place of the element around each piece.
    let places: [Int]
    /// The pieces inside each element; empty where there are none.
    private let spans: [Range<Int32>]

    init(_ tree: PageTree) {
        self.tree = tree
        let runs = tree.elements.first?.node.visibleRuns(limit: Self.maximumRuns) ?? []
        var places: [Int] = []
        places.reserveCapacity(runs.count)
        var spans = [Range<Int32>](repeating: 0..<0, count: tree.elements.count)
        for (index, run) in runs.enumerated() {
            let place = run.element.place
            places.append(place)
            let first = spans[place].isEmpty ? Int32(index) : spans[place].lowerBound
            spans[place] = first..<Int32(index) + 1
        }
        // Inner elements stand behind those around them, so backwards each hands on a span that is complete.
        for (place, element) in tree.elements.enumerated().reversed() where element.parent >= 0 {
            let inner = spans[place]
            let outer = spans[element.parent]
            guard !inner.isEmpty else { continue }
            spans[element.parent] =
                outer.isEmpty
                ? inner : min(inner.lowerBound, outer.lowerBound)..<max(inner.upperBound, outer.upperBound)
        }
        self.runs = runs
        self.places = places
        self.spans = spans
    }

    /// The words that an element's author gave it, as ``Hints/words(of:)``; each element is asked once.
    func words(at place: Int) -> Set<String> {
        hints.words(at: place, of: tree.elements[place].node)
    }

    /// Whether an element strikes its text through; each element is asked once.
    func isStruck(at place: Int) -> Bool {
        hints.isStruck(at: place, tree.elements[place].node)
    }

    /// The pieces of text inside an element.
    func span(of place: Int) -> Range<Int> {
        Int(spans[place].lowerBound)..<Int(spans[place].upperBound)
    }

    /// The pieces of text of the part of the page around an element: the widest that holds less than half of them all.
    func block(around place: Int?) -> Range<Int>? {
        guard let place else { return nil }
        let blocks = tree.outwards(from: place).lazy.map(span).prefix { $0.count * 2 < runs.count }
        return blocks.max { $0.count < $1.count }
    }

    /// The length of the text inside an element, at least; counts no further than the limit.
    func length(of place: Int, limit: Int) -> Int {
        var length = 0
        for index in span(of: place) {
            length += runs[index].text.utf8.count + 1
            if length > limit { break }
        }
        return length
    }
}

/// Remembers what elements tell: every price asks all elements around it.
private final class HintCache {
    private var struck: [Int: Bool] = [:]

    func isStruck(at place: Int, _ node: HTMLElement) -> Bool {
        if let isStruck = struck[place] { return isStruck }
        let isStruck = SpotMeaning.isStruck(node)
        struck[place] = isStruck
        return isStruck
    }

    private var known: [Int: Set<String>] = [:]

    func words(at place: Int, of node: HTMLElement) -> Set<String> {
        if let words = known[place] { return words }
        let words = Hints.words(of: node)
        known[place] = words
        return words
    }
}
