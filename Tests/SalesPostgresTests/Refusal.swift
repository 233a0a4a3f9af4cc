import SalesCore
import Testing

@testable import SalesPostgres

/// Expects that opening a store is refused, in words that name the store, say what to do, and hold no secret.
///
/// - Parameter words: what its message says among others.
func expectRefusal(
    _ code: StoreErrorCode,
    _ advice: RetryAdvice = .never,
    saying words: String,
    opening url: String,
    _ options: PostgresOptions = .patient,
    creates: Bool = true,
    secret: String = "no secret was given",
    at location: SourceLocation = #_sourceLocation
) async throws {
    let address = try PostgresAddress(url)
    expectNoSecret(secret, in: address, at: location)
    let error = await #expect(throws: StoreError.self, sourceLocation: location) {
        try await PostgresStore(address, creates: creates, options: options).close()
    }
    guard let error else { return }
    #expect(error.code == code && error.advice == advice, "\(error)", sourceLocation: location)
    #expect(error.message.contains(address.description), "\(error)", sourceLocation: location)
    #expect(error.message.contains(words), "\(error)", sourceLocation: location)
    expectNoSecret(secret, in: error, at: location)
}

/// Expects that no way of writing a value shows a secret.
func expectNoSecret(_ secret: String, in value: some Sendable, at location: SourceLocation = #_sourceLocation) {
    var dumped = ""
    dump(value, to: &dumped)
    for text in ["\(value)", String(reflecting: value), dumped, "\(Mirror(reflecting: value).children.map(\.value))"] {
        #expect(!text.contains(secret), sourceLocation: location)
    }
}
