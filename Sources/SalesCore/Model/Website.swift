/// A shop or service whose pages are tracked: a row of the ERD's `websites`.
public struct Website: Hashable, Codable, Sendable {
    /// Its number in the store.
    public let id: WebsiteID
    /// ``PageURL/site`` of its products; unique in a store.
    public let host: String
    /// A name for people; the host until a better one is known.
    public let name: String

    /// A website row.
    public init(id: WebsiteID, host: String, name: String) {
        self.id = id
        self.host = host
        self.name = name
    }
}
