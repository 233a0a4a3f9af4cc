internal import HTTPTypes
import Synchronization

/// The description of the API, for programs and those who write them.
enum OpenAPIRoutes {
    /// The route that answers the description of others and of itself.
    static func all(describing routes: [Route]) -> [Route] {
        let own = Route(.get, path, for: .open, as: .openAPI) { _ in WebAnswer(.noContent) }
        let described = Described(routes + [own])
        return [Route(.get, path, for: .open, as: .openAPI) { _ in described.answer }]
    }

    private static let path = "/openapi.json"
    /// It changes with the program alone: anybody may keep it for an hour.
    private static let keeping = "public, max-age=3600"

    /// The answer, made when it is asked for first.
    private final class Described: Sendable {
        private let routes: [Route]
        private let made = Mutex<WebAnswer?>(nil)

        init(_ routes: [Route]) { self.routes = routes }

        var answer: WebAnswer {
            made.withLock { made in
                if let made { return made }
                var answer = WebAnswer.json(OpenAPIDocument(routes).json)
                answer.fields[.cacheControl] = OpenAPIRoutes.keeping
                made = answer
                return answer
            }
        }
    }
}
