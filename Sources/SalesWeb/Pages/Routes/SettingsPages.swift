internal import HTTPTypes
internal import Hummingbird
import SalesCore

/// What a person can set, in a browser: who they are, how they are told, what is signed in as them, and what is theirs
/// to take along or to have erased.
///
/// The page asks the store once for the session, once for all sessions, and once for each proved address whether it is
/// written to.
struct SettingsPages: Sendable {
    let accounts: Accounts
    let store: any WebParts.Store
    let carriers: [Channel: any Notifier]
    let pages: PageMaker
    let cookie: SessionCookie
    let address: PassingCookie

    init(_ parts: WebParts, _ pages: PageMaker, _ cookie: SessionCookie) {
        accounts = parts.accounts
        store = parts.store
        carriers = parts.tracker.notifiers
        self.pages = pages
        self.cookie = cookie
        address = .address(beside: cookie)
    }

    func all() -> [Route] { [page] + person() + telling() + signedIn() + data() }

    private var page: Route {
        Route(.get, Self.room, for: .people, kind: .page) { request in try await show(request) }
    }

    /// The page, with what forms of it said.
    ///
    /// - Parameter faults: with what it is answered; 200 without any.
    func show(
        _ request: WebRequest,
        _ said: SettingsView.Said = SettingsView.Said(),
        faults: AccountFaults? = nil
    ) async throws -> WebAnswer {
        let (user, present) = try request.signedIn
        let sessions = try await store.sessions(
            of: user.id,
            at: request.now,
            after: nil,
            limit: Self.maximumSessions
        )
        let scene = SettingsView.Scene(
            user: user,
            present: present,
            sessions: sessions.elements,
            suppressed: try await suppressed(user),
            carriers: Set(carriers.keys),
            isAdmin: request.caller.may(.admins),
            zone: request.zone
        )
        // A field that is wrong may stand far below.
        let notice = faults.map { _ in
            PageFrame.Notice(.warn, "That was not done.", detail: "Why stands below, in its place.")
        }
        let frame = pages.frame("Settings", for: request, in: Self.room, notice: notice)
        var answer = pages.page(.settings, SettingsView(frame, scene, said), status: faults?.status ?? .ok)
        if let faults { answer.fields.append(contentsOf: faults.fields) }
        return answer
    }

    /// Leads back to the page after something was done.
    func done(_ notice: PageNotice) -> WebAnswer { pages.done(notice, then: Self.room) }

    private func suppressed(_ user: User) async throws(StoreError) -> [Channel: Suppression.Kind] {
        var kinds: [Channel: Suppression.Kind] = [:]
        for channel in [Channel.email, .sms] where user.verifiedAt(on: channel) != nil && user.id != .local {
            guard let address = user.address(on: channel) else { continue }
            kinds[channel] = try await store.suppression(of: address, on: channel)?.kind
        }
        return kinds
    }

    private static let room = "/settings"
    /// The most sessions and tokens that are listed.
    private static let maximumSessions = 200
}
