/// The readers that take bytes of strangers, and what must hold of their answers beside that they give one.
///
/// `Scripts/fuzz` runs them (RELIABILITY H1). A condition that does not hold is a trap, as a crash is.
enum FuzzTarget: String, CaseIterable {
    /// A page to an offer, by `Extractor`: encodings, scanner, tree, every source of prices.
    case html
    /// JSON-LD as a shop writes it, by `LooseJSONReader`.
    case json
    /// A price text, by `PriceText` and `MachinePrice`.
    case price
    /// A URL, by `PageURL`, and that libcurl takes the same host out of what is accepted.
    case url
    /// A robots.txt and a path, by `RobotsRules`.
    case robots
    /// `Retry-After` and the dates of HTTP.
    case dates
    /// A CSS selector, compiled and run.
    case css
    /// An overflow behind four bytes in a row, which only a fuzzer that sees its way finds: it must be found.
    case control

    /// Reads one input.
    func run(_ bytes: [UInt8]) {
        switch self {
        case .html: PageChecks.html(bytes)
        case .json: PageChecks.json(bytes)
        case .css: PageChecks.css(bytes)
        case .price: TextChecks.price(bytes)
        case .url: TextChecks.url(bytes)
        case .robots: TextChecks.robots(bytes)
        case .dates: TextChecks.dates(bytes)
        case .control: Self.overflow(bytes)
        }
    }

    private static func overflow(_ bytes: [UInt8]) {
        guard bytes.count > 4, bytes[0] == 0x73, bytes[1] == 0x61, bytes[2] == 0x6C, bytes[3] == 0x65 else { return }
        precondition(bytes[4] + 128 > 127)
    }
}
