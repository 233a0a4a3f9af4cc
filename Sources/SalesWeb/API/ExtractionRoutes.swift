internal import HTTPTypes
import SalesCore

/// What would be read from a page, and why; nothing of it is kept.
struct ExtractionRoutes: Sendable {
    let desk: FollowingDesk

    init(_ parts: WebParts, _ settings: WebSettings) {
        desk = FollowingDesk(parts, settings)
    }

    /// A page to be looked at.
    private struct Wish: Decodable {
        let url: String
        let selection: String?

        private enum CodingKeys: String, CodingKey, CaseIterable {
            case url, selection
        }

        init(from decoder: any Decoder) throws {
            let members = try decoder.members(of: CodingKeys.self)
            url = try members.decode(String.self, forKey: .url)
            selection = try members.decodeIfPresent(String.self, forKey: .selection)
        }
    }

    func all() -> [Route] {
        [
            Route(.post, "/api/v1/extractions", for: .people, as: .extract) { request in
                let wish: Wish = try await request.body()
                let look = try await desk.look(
                    at: wish.url,
                    selection: wish.selection.map { Selection(text: $0) } ?? .page,
                    for: try request.person.id
                )
                return .json(ExtractionReport(look))
            }
        ]
    }
}
