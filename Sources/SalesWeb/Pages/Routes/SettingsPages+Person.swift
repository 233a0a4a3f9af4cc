internal import HTTPTypes
internal import Hummingbird
import SalesCore

/// Who the person is, and where they are reached.
extension SettingsPages {
    func person() -> [Route] {
        let own = [
            Route(.post, "/settings/profile", for: .people, kind: .page) { request in try await rename(request) },
            Route(.post, "/settings/channels/{channel}/test", for: .people, kind: .page) { request in
                try await test(request)
            },
        ]
        // Who is the installation's own has no address, and what there is needs no proof.
        guard !pages.settings.isPrivate else { return own }
        return own + [
            Route(.post, "/settings/addresses", for: .people, kind: .page) { request in try await move(request) },
            Route(.post, "/settings/channels/{channel}/verify", for: .people, kind: .page) { request in
                try await verify(request)
            },
        ]
    }

    private func rename(_ request: WebRequest) async throws -> WebAnswer {
        let user = try request.person
        let form = try await request.form()
        var faults = AccountFaults()
        let change = UserChange(
            firstName: .some(faults.name("first_name", "first", in: form)),
            lastName: .some(faults.name("last_name", "last", in: form))
        )
        if faults.isEmpty, let refused = try await self.change(user, change, at: request.now) { faults = refused }
        guard faults.isEmpty else {
            var said = SettingsView.Said()
            said.profile = SettingsView.Profile(form, faults)
            return try await show(request, said, faults: faults)
        }
        return done(.changed)
    }

    /// Changes the addresses; each that is new is proved before anything is sent to it.
    private func move(_ request: WebRequest) async throws -> WebAnswer {
        let user = try request.person
        guard user.id != .local else { throw Problem.nothingHere }
        let form = try await request.form()
        var faults = AccountFaults()
        let email = faults.checked("email", form.filled("email"), SignUp.checkedEmail)
        let number = form.filled("phone").map(TypedAddress.number)
        let phone = faults.checked("phone", number, SignUp.checkedPhone)
        let change = UserChange(email: .some(email), phone: .some(phone))
        if faults.isEmpty, let refused = try await self.change(user, change, at: request.now) { faults = refused }
        guard faults.isEmpty else {
            var said = SettingsView.Said()
            said.addresses = SettingsView.Addresses(form, faults)
            return try await show(request, said, faults: faults)
        }
        for (address, channel) in [(phone, Channel.sms), (email, .email)] {
            guard let address, user.isNew(address, on: channel) else { continue }
            let waits = user.verifiedAt(on: channel) != nil
            return proof(sentTo: address, over: channel, waits ? .addressWaits : .proofSent)
        }
        return done(.changed)
    }

    private func verify(_ request: WebRequest) async throws -> WebAnswer {
        let user = try request.person
        let channel = try carried(request)
        guard user.id != .local, let address = user.address(on: channel) else { throw Problem.nothingHere }
        do throws(AccountError) {
            try await accounts.requestVerification(by: user, on: channel)
        } catch {
            return try await notSent(over: channel, AccountFaults(error, at: request.now), request)
        }
        return proof(sentTo: address, over: channel)
    }

    /// Sends a message that tries a channel, and shows what its carrier really answered: on the page itself, since no
    /// address of a page may name words of somebody else.
    private func test(_ request: WebRequest) async throws -> WebAnswer {
        let user = try request.person
        let channel = try carried(request)
        let outcome: Result<Receipt, NotifyError>
        do throws(AccountError) {
            outcome = try await accounts.sendTest(to: user, over: channel, by: carriers[channel])
        } catch {
            return try await notSent(over: channel, AccountFaults(error, at: request.now), request)
        }
        var said = SettingsView.Said()
        said.answer = (channel, SettingsView.Channel.Answer(outcome))
        return try await show(request, said)
    }

    private func notSent(
        over channel: Channel,
        _ faults: AccountFaults,
        _ request: WebRequest
    ) async throws -> WebAnswer {
        var said = SettingsView.Said()
        let answer = SettingsView.Channel.Answer(tone: .warn, title: "Not sent.", text: faults.text)
        said.answer = (channel, answer)
        return try await show(request, said, faults: faults)
    }

    /// The channel that the path names.
    ///
    /// - Throws: `not-found` where nothing carries messages over it to the person who asks.
    private func carried(_ request: WebRequest) throws(Problem) -> Channel {
        let user = try request.person
        let channel = Channel(rawValue: request.parameters.get("channel") ?? "")
        guard carriers[channel] != nil, channel.hasAddresses || user.id == .local else { throw .nothingHere }
        return channel
    }

    /// Leads to where the proof of an address is waited for: a link comes by mail, and digits are typed.
    private func proof(
        sentTo place: String,
        over channel: Channel,
        _ notice: PageNotice = .proofSent
    ) -> WebAnswer {
        guard channel == .sms || accounts.links == nil else { return done(notice) }
        var answer = pages.done(notice, then: "/verify")
        answer.fields.append(address.field(place))
        return answer
    }

    /// Changes a person; nil, or why not.
    func change(_ user: User, _ change: UserChange, at now: Timestamp) async throws -> AccountFaults? {
        do throws(AccountError) {
            _ = try await accounts.change(user, change)
            return nil
        } catch {
            return try AccountFaults(error, at: now)
        }
    }
}

extension SettingsView.Channel.Answer {
    /// What a carrier answered, in one line.
    init(_ outcome: Result<Receipt, NotifyError>) {
        switch outcome {
        case .success(let receipt):
            self.init(tone: .good, title: "Accepted.", text: ForeignText.line(receipt.answer, limit: Self.longest))
        case .failure(let error):
            self.init(tone: .bad, title: "Refused.", text: ForeignText.line(error.message, limit: Self.longest))
        }
    }

    /// The characters of an answer that are shown.
    private static let longest = 300
}

extension User {
    /// Whether an address is another than the person had.
    fileprivate func isNew(_ wanted: String, on channel: Channel) -> Bool {
        address(on: channel).map { channel.addressKey($0) } != channel.addressKey(wanted)
    }
}
