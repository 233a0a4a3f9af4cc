import Foundation
import SalesCore

extension AdminView.People {
    /// A page of people.
    ///
    /// - Parameters:
    ///   - counts: how many products each follows.
    ///   - invite: the address that was typed to add somebody, and what is wrong with it.
    ///   - zone: by whose clock moments are written.
    init(_ page: Page<SalesCore.User>, counts: [UserID: Int], invite: PageField, zone: TimeZone) {
        self.init(
            invite: invite,
            users: page.elements.map { AdminView.User($0, products: counts[$0.id] ?? 0, zone: zone) },
            nextUsers: page.next.map { "/admin/people?after=\($0.text)" }
        )
    }
}

extension AdminView.User {
    /// A person.
    init(_ user: SalesCore.User, products: Int, zone: TimeZone) {
        let names = [user.firstName, user.lastName].compactMap(\.self).joined(separator: " ")
        let addresses = [user.email, user.phone].compactMap(\.self)
        self.init(
            name: !names.isEmpty ? names : "Person \(user.id)",
            address: addresses.joined(separator: ", "),
            badges: Self.badges(user),
            products: "\(products)",
            sinceAt: user.createdAt.description,
            since: TimestampWords.day(user.createdAt, zone: zone)
        )
    }

    private static func badges(_ user: SalesCore.User) -> [PageBadge] {
        var badges: [PageBadge] = []
        if user.id == .local { badges.append(PageBadge(tone: .quiet, text: "This installation’s own")) }
        if user.isAdmin { badges.append(PageBadge(tone: .info, text: "Admin")) }
        if user.id != .local, user.emailVerifiedAt == nil, user.phoneVerifiedAt == nil {
            badges.append(PageBadge(tone: .warn, text: "Not confirmed"))
        }
        return badges
    }
}
