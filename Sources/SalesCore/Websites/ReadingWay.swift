/// Which request a product was read by last, as the text that ``ProductState/learned`` keeps.
///
/// The validators and the body's hash of a state belong to that request: an `ETag` of a page says nothing about an
/// interface.
enum ReadingWay: Hashable, Sendable {
    /// The page.
    case page
    /// An interface, with what the product's page taught on that UTC day.
    case interface(String, day: Int64, lesson: String?)
    /// The page, because the interface answered otherwise on that UTC day; it is asked again on another.
    case pageInstead(String, day: Int64)

    /// Reads the text of a store; anything else is the page.
    init(_ text: String?) {
        let parts = (text ?? "").split(separator: " ", maxSplits: 3).map(String.init)
        guard parts.count >= 3, let day = Int64(parts[2]) else {
            self = .page
            return
        }
        switch parts[0] {
        case "interface": self = .interface(parts[1], day: day, lesson: parts.count > 3 ? parts[3] : nil)
        case "page": self = .pageInstead(parts[1], day: day)
        default: self = .page
        }
    }

    /// The text that a store keeps; nil for the page.
    var text: String? {
        switch self {
        case .page: nil
        case .interface(let name, let day, let lesson):
            "interface \(name) \(day)" + (lesson.map { " \($0)" } ?? "")
        case .pageInstead(let name, let day): "page \(name) \(day)"
        }
    }

    /// Whether the page answered.
    var isPage: Bool {
        if case .interface = self { false } else { true }
    }
}

extension ProductState {
    /// The website's interface that answered last, by its name; nil where the page did, or nothing yet.
    package var interfaceName: String? {
        if case .interface(let name, _, _) = ReadingWay(learned) { name } else { nil }
    }
}
