import Foundation

extension ControlInput {
    /// Statuses that a fault may answer; those below 200 are no final answers.
    static let statuses = 200...599
    static let counts = 1...1_000_000

    static let productKeys = ["price", "list_price", "availability", "currency", "name"]
    static let faultKeys = ["kind", "status", "count", "retry_after", "seconds", "location"]
    static let refusalKeys = ["status", "count", "retry_after"]

    /// The change of `product` that a body with ``productKeys`` asks for.
    func change(of product: ShopProduct) throws(ControlError) -> Shop.Change {
        guard !isEmpty else {
            throw ControlError("Nothing to change; send any of \(Self.productKeys.joined(separator: ", ")).")
        }
        var change = Shop.Change()
        let currency = try choice("currency", of: ShopCurrency.self) ?? product.price.currency
        if let text = try text("price") {
            change.price = try money(text, "price", currency)
        } else if currency != product.price.currency {
            change.price = try money(product.price.decimal, "price", currency)
        }
        if let listed = try nullableText("list_price") {
            guard let listed else {
                change.listPrice = .some(nil)
                return try finish(change)
            }
            change.listPrice = .some(try money(listed, "list_price", currency))
        } else if let current = product.listPrice, currency != current.currency {
            change.listPrice = .some(try money(current.decimal, "list_price", currency))
        }
        return try finish(change)
    }

    private func finish(_ change: Shop.Change) throws(ControlError) -> Shop.Change {
        var change = change
        change.availability = try choice("availability", of: ShopProduct.Availability.self)
        if let name = try text("name") {
            let fits = !name.isEmpty && name.count <= ShopProduct.nameLimit
            guard fits, !name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
                throw ControlError(
                    "\"name\" has to be 1 to \(ShopProduct.nameLimit) characters without control characters."
                )
            }
            change.name = name
        }
        return change
    }

    private func money(_ text: String, _ key: String, _ currency: ShopCurrency) throws(ControlError) -> ShopMoney {
        guard let money = ShopMoney(text: text, currency: currency) else {
            let example = currency.digits == 0 ? "4980" : "39.99"
            throw ControlError(
                "\"\(key)\" is \"\(text.prefix(40))\"; in \(currency.rawValue) it has to be a decimal such as "
                    + "\"\(example)\" with at most \(currency.digits) decimals, no sign and no separators."
            )
        }
        return money
    }

    /// The fault that a body with ``faultKeys`` describes.
    func fault() throws(ControlError) -> Fault {
        guard let kind = try choice("kind", of: Fault.Kind.self) else {
            let names = Fault.Kind.allCases.map(\.rawValue).joined(separator: ", ")
            throw ControlError("Say which fault: \"kind\" is one of \(names).")
        }
        let status = try whole("status", in: Self.statuses)
        if kind == .status, status == nil {
            throw ControlError("The fault \"status\" needs a \"status\" such as 503.")
        }
        return Fault(
            kind: kind,
            status: status,
            remaining: try whole("count", in: Self.counts),
            retryAfter: try headerText("retry_after"),
            seconds: try whole("seconds", in: 0...Fault.secondsLimit),
            location: try headerText("location")
        )
    }

    /// The refusal of posts that a body with ``refusalKeys`` describes.
    func refusal() throws(ControlError) -> WebhookSink.Refusal {
        guard let status = try whole("status", in: Self.statuses) else {
            throw ControlError("Say which \"status\" the next posts are to get, such as 503.")
        }
        return WebhookSink.Refusal(
            status: status,
            remaining: try whole("count", in: Self.counts),
            retryAfter: try headerText("retry_after")
        )
    }
}
