/// What stands around the content of every page: the member `page` of every view.
///
/// Views are plain values, ready to be shown: their texts are words for people, their moments are written by the
/// person's clock. Templates see stored members only, by their names (``PageTemplate``).
struct PageFrame: Sendable {
    /// Where the files that pages load are found, each with what changes when the file does: `/assets/style.css?v=…`.
    struct Assets: Sendable {
        /// The stylesheet: ``PageStyle/css``.
        let style: String
        /// The script: ``PageScript/text``.
        let script: String
        /// The picture: ``PageIcon/svg``.
        let icon: String
    }

    /// Who is signed in.
    struct Person: Sendable {
        /// Their name, or else their address.
        let name: String
        /// The first letter of it, as a capital.
        let initial: String
        /// Their mail address or phone number.
        let address: String
        /// Whether signing out means anything: not where the service is one person's own.
        let canSignOut: Bool
    }

    /// One of the main rooms.
    struct Tab: Sendable {
        let name: String
        let path: String
        /// A symbol of ``PageTemplate/icons``: `tag`, `bell`, `globe`, `sliders`, `gauge`.
        let icon: String
        let isCurrent: Bool
    }

    /// What just happened, said once above the page.
    struct Notice: Sendable {
        let tone: Tone
        let text: String
        /// A second sentence: what to do, or what a carrier answered.
        var detail: String?
        /// A symbol of ``PageTemplate/icons``.
        var icon: String

        /// A notice; its symbol is that of its tone.
        init(_ tone: Tone, _ text: String, detail: String? = nil) {
            self.tone = tone
            self.text = text
            self.detail = detail
            icon =
                switch tone {
                case .good: "check"
                case .bad, .warn: "warning"
                case .info, .quiet: "info"
                }
        }
    }

    /// What the page is, without the service's name.
    let title: String
    let assets: Assets
    /// The person's time zone, where they chose one: their times are not written anew by the browser's.
    var zone: String?
    /// Who is signed in; nil for a stranger.
    var person: Person?
    /// The main rooms, for who is signed in.
    var tabs: [Tab] = []
    var notice: Notice?

    /// The main rooms.
    ///
    /// - Parameter current: the path of the one that the page is in, as `/products`.
    static func tabs(isAdmin: Bool, current: String?) -> [Tab] {
        let rooms = [
            ("Products", "/products", "tag"), ("Alerts", "/alerts", "bell"), ("Websites", "/websites", "globe"),
            ("Settings", "/settings", "sliders"),
        ]
        let all = rooms + (isAdmin ? [("Admin", "/admin", "gauge")] : [])
        return all.map { Tab(name: $0.0, path: $0.1, icon: $0.2, isCurrent: $0.1 == current) }
    }
}

/// Whether something is good or bad news: a class of the stylesheet, and never told by colour alone.
enum Tone: String, Sendable, CustomStringConvertible {
    case good, bad, warn, info, quiet

    /// The class.
    var description: String { rawValue }
}

/// A link among others, of which one may be where the reader is.
struct PageLink: Sendable {
    let name: String
    let path: String
    let isCurrent: Bool
}

/// One choice of a `select`.
struct PageChoice: Sendable {
    /// What the form sends.
    let value: String
    let name: String
    let isChosen: Bool
}

/// What a person typed into a field, and what is wrong with it.
struct PageField: Sendable {
    var value = ""
    /// What is wrong, to be read beside the field.
    var error: String?
}

/// A label beside a product: paused, failing, rule met.
struct PageBadge: Sendable {
    let tone: Tone
    let text: String
}

/// A label with a value.
struct PageFact: Sendable {
    let name: String
    let value: String
}

/// A price's difference from an earlier one.
struct PageChange: Sendable {
    /// ``Tone/good`` for a fall, ``Tone/bad`` for a rise.
    let tone: Tone
    /// `down` or `up`: a symbol of ``PageTemplate/icons``.
    let icon: String
    /// For who does not see the arrow: "fell by", "rose by".
    let direction: String
    /// How much: "£20.00 (33 %)".
    let text: String
    /// Since when or than what, beside a large price: "since 1 Nov"; empty in lists.
    var than = ""
}

/// The availability, in a word with a mark.
struct PageStock: Sendable {
    /// ``Tone/good`` where it can be had, ``Tone/bad`` where not, ``Tone/warn`` for later, ``Tone/quiet`` if not
    /// stated.
    let tone: Tone
    /// "In stock", "Out of stock", "Not stated".
    let text: String
}
