import Foundation
internal import HTTPTypes
import SalesCore

/// Makes pages: what stands around each, and the answers that show them or lead to them.
struct PageMaker: Sendable {
    let settings: WebSettings
    let assets = PageAssets.all

    init(settings: WebSettings) { self.settings = settings }

    /// What stands around a page.
    ///
    /// - Parameters:
    ///   - room: the path of the main room that it is in, as `/products`.
    ///   - notice: what is said above it; what the address says was just done, if not given.
    func frame(
        _ title: String,
        for request: WebRequest,
        in room: String? = nil,
        notice: PageFrame.Notice? = nil
    ) -> PageFrame {
        var frame = frame(title, for: request.caller, in: room)
        frame.notice = notice ?? request.query(Self.done).flatMap(PageNotice.init(rawValue:))?.notice
        return frame
    }

    /// What stands around a page that says nothing of what was done.
    func frame(_ title: String, for caller: Caller, in room: String? = nil) -> PageFrame {
        var frame = PageFrame(title: title, assets: assets.paths)
        guard case .person(let user, _) = caller else { return frame }
        frame.zone = user.settings.zone
        frame.person = person(user)
        frame.tabs = PageFrame.tabs(isAdmin: user.isAdmin, current: room)
        return frame
    }

    /// A page.
    func page(_ template: PageTemplate, _ view: some Sendable, status: HTTPResponse.Status = .ok) -> WebAnswer {
        PageLibrary.all.page(template, view, status: status)
    }

    /// Leads to a page of ours after something was done (303, RFC 9110 §15.4.4), so that reloading it does nothing again.
    func done(_ notice: PageNotice?, then path: String) -> WebAnswer {
        let mark = path.contains("?") ? "&" : "?"
        let place = notice.map { "\(path)\(mark)\(Self.done)=\($0.rawValue)" } ?? path
        return WebAnswer(.seeOther, fields: [.location: place])
    }

    private func person(_ user: User) -> PageFrame.Person {
        let address = user.email ?? user.phone ?? ""
        let names = [user.firstName, user.lastName].compactMap(\.self).joined(separator: " ")
        let name = !names.isEmpty ? names : !address.isEmpty ? address : "You"
        return PageFrame.Person(
            name: name,
            initial: name.prefix(1).uppercased(),
            address: address,
            canSignOut: !settings.isPrivate
        )
    }

    private static let done = "done"
}

extension WebRequest {
    /// By whose clock moments are written: that of the person's settings, else UTC.
    var zone: TimeZone {
        guard case .person(let user, _) = caller, let name = user.settings.zone else { return .gmt }
        return TimeZone(identifier: name) ?? .gmt
    }

    /// In which language's way amounts are written: that of the person's settings.
    var locale: String? {
        guard case .person(let user, _) = caller else { return nil }
        return user.settings.locale
    }
}
