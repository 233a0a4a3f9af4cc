import SalesCore

extension SessionPromises {
    /// Promises about keeping sessions and using them.
    static let uses: [Promise<StoreHarness>] = [
        promise(1, "a session is read back whole with its person by its hash, and by no other") { bench in
            let person = try await bench.bench.person(1)
            let browser = AccountSession(
                hash: try StoreBench.hash(1),
                userID: person.id,
                kind: .browser,
                scope: .admin,
                label: "Zoë’s Łaptop 🛒",
                createdAt: bench.clock.now - .seconds(7),
                lastUsedAt: bench.clock.now - .milliseconds(1),
                idleLimit: .seconds(1_800),
                endsAt: bench.clock.now + .seconds(86_400)
            )
            let other = try await bench.bench.person(2)
            var programs: [AccountSession] = []
            for (number, scope) in [(2, AccountSession.Scope.read), (3, .write)] {
                var program = try bench.session(number, of: other.id)
                (program.kind, program.scope, program.label) = (.program, scope, "")
                programs.append(program)
            }
            let kept = [(browser, person)] + programs.map { ($0, other) }
            for (session, _) in kept { try await bench.sessions.addSession(session) }
            for (session, user) in kept + kept.prefix(1) {
                let found = try await bench.sessions.useSession(session.hash, at: session.lastUsedAt)
                try demand(found, equals: SignedIn(session: session, user: user), "the session and its person")
            }
            for place in [0, SecretHash.length - 1] {
                var bytes = browser.hash.bytes
                bytes[place] ^= 0x80
                let near = try demandValue(SecretHash(bytes: bytes), "32 bytes are no hash")
                let found = try await bench.sessions.useSession(near, at: bench.clock.now)
                try demand(found, equals: nil, "what a hash finds that differs in one bit")
            }
        },
        promise(2, "a session holds before its end, used or not, and not from then on") { bench in
            let person = try await bench.bench.person(1)
            let session = try await bench.add(1, of: person.id)
            let last = try await bench.use(1, at: session.endsAt - .milliseconds(1))
            try demand(last?.hash, equals: session.hash, "the session a millisecond before its end")
            for time in [session.endsAt, session.endsAt + .seconds(1)] {
                try demand(try await bench.use(1, at: time), equals: nil, "what is found at its end and later")
            }
        },
        promise(3, "a session with an idle limit holds while less has passed since it was used last") { bench in
            let person = try await bench.bench.person(1)
            let limit = Duration.seconds(600)
            try await bench.add(1, of: person.id, idleLimit: limit)
            try await bench.add(2, of: person.id)
            for round in 1...3 {
                bench.clock.advance(by: limit - .milliseconds(1))
                try demand(try await bench.use(1) != nil, "it does not hold, used just in time \(round) times")
            }
            bench.clock.advance(by: limit)
            try demand(try await bench.use(1), equals: nil, "what is found after the idle limit")
            try demand(try await bench.use(2) != nil, "one without an idle limit does not hold after that time")
        },
        promise(4, "a use is noted to the minute, and never before an earlier one") { bench in
            let person = try await bench.bench.person(1)
            let begin = try await bench.add(1, of: person.id).createdAt
            var noted = begin
            // In seconds after the beginning; some are heard of late.
            for second in [300, 240, 330, 360, 359, 300, 3_000] {
                let time = begin + .seconds(second)
                let used = try await bench.use(1, at: time)
                let found = try demandValue(used, "a session that holds was not found").lastUsedAt
                try demand(found >= noted, "a use at \(time) put the last one back from \(noted) to \(found)")
                try demand(time - found < .seconds(60), "a use at \(time) left the last one at \(found)")
                try demand(found <= max(time, noted), "a use at \(time) was noted as one at \(found)")
                noted = found
            }
            let hash = try StoreBench.hash(1)
            _ = try await bench.bench.together { number in
                try await bench.sessions.useSession(hash, at: begin + .seconds(3_000 + 30 * number))
            }
            let last = begin + .seconds(3_000 + 30 * 15)
            let kept = try await bench.sessions.sessions(of: person.id, at: begin, after: nil, limit: 10).elements
            let found = try demandValue(kept.first, "the session is not listed").lastUsedAt
            try demand(last - found < .seconds(60), "of 16 uses at once, the last at \(last), \(found) was kept")
        },
        promise(5, "a session of nobody is not kept") { bench in
            let nobody = UserID(rawValue: 999)
            try await bench.add(1, of: nobody)
            try demand(try await bench.use(1), equals: nil, "what is found")
            try demand(try await bench.labels(of: nobody), equals: [], "the sessions of nobody")
        },
        promise(12, "a use of a session answers its person as they are then, noted or not") { bench in
            let person = try await bench.bench.person(1)
            let session = try await bench.add(1, of: person.id)
            let accounts = try bench.bench.accounts()
            // The second use is noted, the first and the third are not.
            for (second, isAdmin) in [(1, true), (61, false), (62, true)] {
                _ = try await accounts.changeUser(person.id, UserChange(isAdmin: isAdmin))
                let time = session.createdAt + .seconds(second)
                let found = try await bench.sessions.useSession(session.hash, at: time)
                let there = try await accounts.user(person.id)
                try demand(found?.user.isAdmin, equals: isAdmin, "whether they are an admin after \(second) s")
                try demand(found?.user, equals: there, "the person after \(second) s")
            }
        },
    ]
}
