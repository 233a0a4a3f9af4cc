internal import HTTPTypes

/// Who may ask for something.
enum Access: Hashable, Sendable {
    /// Everybody, signed in or not.
    case open
    /// Whoever is signed in.
    case people
    /// Whoever may see and change what concerns all people.
    case admins
}

/// One thing that can be asked for.
struct Route: Sendable {
    let method: HTTPRequest.Method
    /// As Hummingbird's router has it: `/api/v1/products/{id}`.
    let path: String
    let access: Access
    let handle: @Sendable (WebRequest) async throws -> WebAnswer

    init(
        _ method: HTTPRequest.Method,
        _ path: String,
        for access: Access,
        _ handle: @escaping @Sendable (WebRequest) async throws -> WebAnswer
    ) {
        self.method = method
        self.path = path
        self.access = access
        self.handle = handle
    }
}
