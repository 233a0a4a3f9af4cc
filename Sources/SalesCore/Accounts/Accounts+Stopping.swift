/// What a link that stops messages did, or would do.
public enum Unsubscription: Hashable, Sendable, CustomStringConvertible {
    /// Nothing more is told about a product.
    case product(ProductID)
    /// Nothing more is sent to the address.
    case all(Channel)
    /// The link is none of ours, or went to an address that is no longer the person's.
    case invalid

    /// What it did, for people.
    public var description: String {
        switch self {
        case .product: "You are told nothing more about this product."
        case .all(.sms): "No more text messages are sent to this number."
        case .all: "Nothing more is sent to this address."
        case .invalid: "This link is not valid, or no longer. Nothing was changed."
        }
    }
}

extension Accounts {
    /// What a link would stop, without stopping it: for the page that it opens, and for scanners of mail.
    ///
    /// - Throws: ``StoreError``.
    public func unsubscription(_ token: String) async throws(StoreError) -> Unsubscription {
        guard let (token, _) = try await proved(token) else { return .invalid }
        return token.unsubscription
    }

    /// Stops what a link says; as often as it is asked.
    ///
    /// A product's link ends that subscription, a link of all stops the address until it is verified anew. What is in
    /// the outbox already is not sent any more either, unless it is being handed over at this moment.
    /// - Throws: ``StoreError``.
    public func unsubscribe(_ token: String) async throws(StoreError) -> Unsubscription {
        guard let (token, address) = try await proved(token) else { return .invalid }
        if let product = token.productID {
            try await store.removeSubscription(of: token.userID, to: product)
        } else if try await store.suppression(of: address, on: token.channel).map({ $0.kind < .stop }) ?? true {
            // A name of its own each time: a link must work again after its person came back.
            var random = random
            let reference = "link-" + Alert.ID.random(using: &random).rawValue
            _ = try await store.suppress(
                Suppression(channel: token.channel, address: address, kind: .stop, reference: reference, at: time.now)
            )
        }
        return token.unsubscription
    }

    /// Obeys what carriers report, each report once however often it comes; answers how many changed something.
    ///
    /// - Throws: ``StoreError``.
    public func apply(feedback: [Feedback]) async throws(StoreError) -> Int {
        var changed = 0
        for report in feedback {
            let suppression = Suppression(
                channel: report.channel,
                address: report.address,
                kind: report.kind.suppression,
                // One report of a carrier may name several recipients.
                reference: "\(report.reference) \(AddressDigest(report.address, on: report.channel).hex.prefix(16))",
                at: time.now
            )
            if try await store.suppress(suppression) { changed += 1 }
        }
        return changed
    }

    private func proved(_ text: String) async throws(StoreError) -> (UnsubscribeToken, address: String)? {
        guard let (token, code) = UnsubscribeToken.read(text),
            let address = try await store.user(token.userID)?.address(on: token.channel),
            token.isProved(by: code, for: address, key)
        else { return nil }
        return (token, address)
    }
}

extension UnsubscribeToken {
    fileprivate var unsubscription: Unsubscription { productID.map(Unsubscription.product) ?? .all(channel) }
}

extension Feedback.Kind {
    /// The suppression that it earns.
    fileprivate var suppression: Suppression.Kind {
        switch self {
        case .bounce: .bounce
        case .complaint: .complaint
        case .stop: .stop
        }
    }
}
