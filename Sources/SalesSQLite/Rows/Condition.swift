import SalesCore

/// The parts of a WHERE clause that a filter asks for, joined by AND.
struct Condition {
    private var parts: [String] = []
    private(set) var arguments = Arguments()

    /// One part, and the arguments of its question marks.
    mutating func add(_ part: String, _ argument: (inout Arguments) -> Void) {
        parts.append(part)
        argument(&arguments)
    }

    /// One part, unless the value is nil.
    mutating func add(_ part: String, _ id: (some StoreIdentifier)?) {
        guard let id else { return }
        add(part) { $0.add(id) }
    }

    /// The clause with its word; empty without parts.
    var clause: String {
        parts.isEmpty ? "" : "WHERE " + parts.joined(separator: " AND ")
    }
}

extension Condition {
    /// The rows behind a page token, in the order of their numbers.
    mutating func add(after token: PageToken?) throws(StoreError) {
        guard let token else { return }
        let position = try token.position
        add("id > ?") { $0.add(position) }
    }
}
