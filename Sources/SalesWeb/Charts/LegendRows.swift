/// The entries of a legend, in as many rows as they need.
struct LegendRows {
    /// What a shape of the chart means.
    enum Entry: Equatable {
        case price, range, listPrice, outOfStock, alert

        /// In words.
        var words: String {
            switch self {
            case .price: "Price"
            case .range: "Lowest to highest of a day"
            case .listPrice: "List price"
            case .outOfStock: "Out of stock"
            case .alert: "You were told"
            }
        }
    }

    /// An entry and the left edge and base line of it.
    struct Placed {
        let entry: Entry
        let x: Double
        let y: Double
    }

    /// The entries in their places.
    let placed: [Placed]
    /// The height of all rows.
    let height: Double

    /// The room for a sample of the shape, in front of the words.
    static let sample = 26.0
    private static let rowHeight = 20.0

    /// Entries side by side within a width.
    init(_ entries: [Entry], width: Double) {
        var placed: [Placed] = []
        var x = 8.0
        var y = Self.rowHeight
        for entry in entries {
            let length = Self.sample + ChartText.width(of: entry.words)
            if x > 8, x + length > width {
                x = 8
                y += Self.rowHeight
            }
            placed.append(Placed(entry: entry, x: x, y: y))
            x += length + 16
        }
        self.placed = placed
        height = placed.isEmpty ? 0 : y + 4
    }
}
