import Foundation
import SalesCore

/// Which part of their products a person asks to see: `/products?q=&state=&sort=&after=`.
///
/// Pure. What no form of ours sends counts as not given, so that an address that was cut or mistyped still shows a list.
struct ProductsQuery: Hashable, Sendable {
    /// What is looked for in names and addresses; nil for nothing.
    var search: String?
    var state = FollowedFilter.State.any
    var order = FollowedOrder.newest

    /// All of them.
    init() {}

    /// What the parameters of a query ask for.
    init(_ parameter: (String) -> String?) {
        let text = parameter("q")?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
        search = text.isEmpty ? nil : String(text.prefix(FollowedFilter.maximumTextLength))
        state = parameter("state").flatMap(FollowedFilter.State.init(rawValue:)) ?? .any
        order = parameter("sort").flatMap(FollowedOrder.init(rawValue:)) ?? .newest
    }

    var filter: FollowedFilter { FollowedFilter(text: search, state: state) }

    /// Whether it may leave some of the products out.
    var isNarrow: Bool { search != nil || state != .any }

    /// The address of what it asks for.
    func path(after token: PageToken? = nil) -> String {
        PagePath.text(
            "/products",
            [
                ("q", search), ("state", state == .any ? nil : state.rawValue),
                ("sort", order == .newest ? nil : order.rawValue), ("after", token?.text),
            ]
        )
    }

    /// The same in another state.
    func of(_ state: FollowedFilter.State) -> ProductsQuery {
        var other = self
        other.state = state
        return other
    }
}

extension FollowedFilter.State {
    /// What a list of products in this state is called.
    var name: String {
        switch self {
        case .any: "All"
        case .active: "Active"
        case .paused: "Paused"
        case .unavailable: "Not available"
        case .failing: "Not read"
        case .met: "Rule met"
        }
    }

    /// In the order in which they stand on the page.
    static let shown: [FollowedFilter.State] = [.any, .met, .unavailable, .failing, .active, .paused]
}

extension FollowedOrder {
    var name: String {
        switch self {
        case .newest: "Newest first"
        case .name: "By name"
        case .changed: "Price changed last"
        case .checked: "Checked longest ago"
        case .price: "Cheapest first"
        }
    }
}
