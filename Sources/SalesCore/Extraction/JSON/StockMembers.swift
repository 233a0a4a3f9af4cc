/// What the members of one JSON object say of its product's availability.
enum StockMembers {
    static func availability(of value: LooseJSON) -> Availability {
        if let found = names.lazy.compactMap({ value[$0].flatMap(availability(stated:)) }).first { return found }
        if let stock = value.first(of: reversed)?.value, case .bool(let isGone) = stock {
            return isGone ? .outOfStock : .inStock
        }
        if let count = value.first(of: counts)?.value, case .number(let text) = count {
            return DecimalOrder.isZero(text) || text.hasPrefix("-") ? .outOfStock : .inStock
        }
        if let inner = value.first(of: containers)?.value, inner.isObject { return availability(of: inner) }
        return .unknown
    }

    /// Nil where the value says nothing, as an object does.
    private static func availability(stated value: LooseJSON) -> Availability? {
        if case .bool(let isThere) = value { return isThere ? .inStock : .outOfStock }
        return value.text.map(AvailabilityWords.schema).flatMap { $0 == .unknown ? nil : $0 }
    }

    private static let names = [
        "availability", "stock_status", "stockStatus", "availabilityStatus", "availability_status", "is_in_stock",
        "isInStock", "in_stock", "inStock", "available", "isAvailable", "is_available", "availableForSale",
        "deliveryState", "purchasable", "orderable", "isOrderable", "is_purchasable", "stockState",
        "stock_state", "dispo", "disponibilite", "disponibilita", "disponibilidad", "disponible", "verfuegbarkeit",
        "verfuegbar", "acquistabile",
    ]
    private static let reversed = ["soldOut", "sold_out", "isSoldOut", "is_sold_out", "outOfStock", "out_of_stock"]
    private static let counts = [
        "stock", "stockQuantity", "stock_quantity", "stockLevel", "quantityOnHand", "inventory_quantity",
        "availableQuantity", "available_quantity",
    ]
    private static let containers = ["inventory", "stock", "availability"]
}
