internal import HTTPTypes
import SalesCore

/// What can be done with a product at once: look at it, and try a rule on its past.
extension ProductRoutes {
    private struct Checked: Encodable {
        let check: CheckJSON
        let product: ProductJSON
    }

    /// A rule to be tried.
    private struct PreviewWish: Decodable {
        let rule: RuleRequest
        let days: Int?
        let coolDown: Int64?

        private enum CodingKeys: String, CodingKey, CaseIterable {
            case rule, days
            case coolDown = "cool_down_seconds"
        }

        init(from decoder: any Decoder) throws {
            let members = try decoder.members(of: CodingKeys.self)
            rule = try members.decode(RuleWish.self, forKey: .rule).request
            days = try members.decodeIfPresent(Int.self, forKey: .days)
            coolDown = try members.decodeIfPresent(Int64.self, forKey: .coolDown)
        }

        var faults: [Problem.Fault] {
            var faults: [Problem.Fault] = []
            if let days, !(1...RuleCondition.maximumDays).contains(days) {
                let most = RuleCondition.maximumDays
                faults.append(Problem.Fault(at: "/days", detail: "A rule is tried on 1 to \(most) days."))
            }
            if let detail = FollowingDesk.fault(ofCoolDown: coolDown.map { .seconds($0) }) {
                faults.append(Problem.Fault(at: "/cool_down_seconds", detail: detail))
            }
            return faults
        }
    }

    func check(_ request: WebRequest) async throws -> WebAnswer {
        let id = try request.productID()
        let user = try request.person.id
        try await desk.require(id, of: user)
        guard let report = try await desk.check(id, for: user), let product = try await store.product(id) else {
            throw Problem.nothingHere
        }
        return .json(Checked(check: CheckJSON(report, message: CheckWords.what(report)), product: ProductJSON(product)))
    }

    func preview(_ request: WebRequest) async throws -> WebAnswer {
        let id = try request.productID()
        let wish: PreviewWish = try await request.body()
        guard wish.faults.isEmpty else {
            throw Problem(.invalid, "Something in the body is wrong.", faults: wish.faults)
        }
        let days = wish.days ?? Self.standardDays
        let coolDown = wish.coolDown.map { Duration.seconds($0) }
        let (rule, preview) = try await desk.preview(
            wish.rule,
            of: id,
            for: try request.person.id,
            days: days,
            coolDown: coolDown
        )
        return .json(RulePreviewJSON(id, rule, preview, days: days, coolDown: coolDown))
    }

    /// On how many days a rule is tried, as at the terminal.
    private static let standardDays = 90
}
