import HeapModule

/// Keys in the order of a value that may change: what is due, first things first.
///
/// A heap whose outdated entries are dropped when they come up, so that changing a key's place costs O(log n).
struct ReadyQueue<Key: Hashable & Comparable & Sendable, Order: Comparable & Sendable>: Sendable {
    /// A key at one place in the order; outdated where ``places`` says otherwise.
    struct Entry: Comparable, Sendable {
        let order: Order
        let key: Key

        static func < (lhs: Entry, rhs: Entry) -> Bool {
            lhs.order == rhs.order ? lhs.key < rhs.key : lhs.order < rhs.order
        }
    }

    private var heap = Heap<Entry>()
    private var places: [Key: Order] = [:]

    /// Whether no key waits.
    var isEmpty: Bool { places.isEmpty }

    /// Where a key waits; nil where it does not.
    func place(of key: Key) -> Order? { places[key] }

    /// Puts a key at a place, whether or not it was there.
    mutating func set(_ key: Key, to order: Order) {
        guard places[key] != order else { return }
        places[key] = order
        heap.insert(Entry(order: order, key: key))
        if heap.count > 2 * places.count + 64 {
            heap = Heap(places.map { Entry(order: $0.value, key: $0.key) })
        }
    }

    /// Takes a key out; nothing where it is not in.
    mutating func remove(_ key: Key) {
        places[key] = nil
    }

    /// The first key and its place.
    mutating func first() -> Entry? {
        while let entry = heap.min {
            if places[entry.key] == entry.order { return entry }
            heap.removeMin()
        }
        return nil
    }

    /// Takes out the first key.
    @discardableResult
    mutating func popFirst() -> Entry? {
        guard let entry = first() else { return nil }
        heap.removeMin()
        places[entry.key] = nil
        return entry
    }
}
