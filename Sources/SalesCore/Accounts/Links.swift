/// The links that messages carry, under the one address that the operator named.
///
/// No link is ever made from what a request says of itself (OWASP, Forgot Password Cheat Sheet: host header injection).
public struct Links: Sendable {
    /// Where they all begin.
    public let base: PageURL
    let key: LinkKey

    /// Links under an address; nil where it has a query, or is longer than ``maximumBaseLength``.
    public init?(base: PageURL, key: LinkKey) {
        guard base.query == nil, base.absoluteString.utf8.count <= Self.maximumBaseLength else { return nil }
        self.base = base
        self.key = key
    }

    /// The longest base, in bytes, so that what comes behind it still makes a URL.
    public static let maximumBaseLength = 1_024

    /// Where an address is verified: `/v/` and the secret.
    public func verification(_ secret: AccountSecret) -> PageURL { page("v", secret.text) }

    /// Where a person signs in: `/s/` and the secret.
    public func signIn(_ secret: AccountSecret) -> PageURL { page(Self.signInRoom, secret.text) }

    static let signInRoom = "s"

    /// Where messages to an address stop: `/u/` and what is stopped.
    ///
    /// One POST to it suffices (RFC 8058); a GET shows what it would do.
    public func unsubscribe(_ user: UserID, from product: ProductID?, on channel: Channel, at address: String)
        -> PageURL
    {
        let token = UnsubscribeToken(userID: user, productID: product, channel: channel)
        return page("u", token.text(for: address, key))
    }

    /// Where one message's reader stops messages like it, and all.
    public struct UnsubscribeURLs: Hashable, Sendable {
        /// Stops those about the product; nil where the message is about none or several.
        public let product: PageURL?
        /// Stops all to this address.
        public let all: PageURL
    }

    /// The links of a message to a person; nil where they have no address on the channel.
    public func unsubscribeURLs(
        for user: User,
        about product: ProductID?,
        over channel: Channel
    ) -> UnsubscribeURLs? {
        guard let address = user.address(on: channel) else { return nil }
        return UnsubscribeURLs(
            product: product.map { unsubscribe(user.id, from: $0, on: channel, at: address) },
            all: unsubscribe(user.id, from: nil, on: channel, at: address)
        )
    }

    private func page(_ room: String, _ token: String) -> PageURL {
        PageURL(
            scheme: base.scheme,
            host: base.host,
            port: base.port,
            path: base.path + (base.path.hasSuffix("/") ? "" : "/") + "\(room)/\(token)",
            query: nil
        )
    }
}
