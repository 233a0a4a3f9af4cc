import SalesCore

extension SessionPromises {
    /// Promises about lists of sessions.
    static let lists: [Promise<StoreHarness>] = [
        promise(6, "a person's sessions that hold are listed newest first, in pages, and nobody else's") { bench in
            let person = try await bench.bench.person(1)
            let other = try await bench.bench.person(2)
            for number in 1...7 {
                // Of seven the second has ended and the fourth is idle for too long when they are listed.
                var session = try bench.session(number, of: person.id, idleLimit: number == 4 ? .seconds(20) : nil)
                if number == 2 { session.endsAt = session.createdAt + .seconds(10) }
                try await bench.sessions.addSession(session)
                try await bench.add(10 + number, of: other.id)
                bench.clock.advance(by: .seconds(1))
            }
            bench.clock.advance(by: .seconds(60))
            // A use makes nothing newer.
            _ = try await bench.use(3)
            let expected = [7, 6, 5, 3, 1].map { "Browser \($0)" }
            for limit in [1, 2, 100] {
                let found = try await bench.labels(of: person.id, limit: limit)
                try demand(found, equals: expected, "the sessions, in pages of \(limit)")
            }
            let hashes = try [7, 6].map { try StoreBench.hash($0) }
            var step = 0
            let walked = try await bench.bench.allPages(
                between: {
                    // The one that the page ended with goes, and a newer one comes.
                    if step < hashes.count { try await bench.sessions.endSessions(of: person.id, .one(hashes[step])) }
                    step += 1
                    try await bench.add(20 + step, of: person.id)
                },
                { try await bench.sessions.sessions(of: person.id, at: bench.clock.now, after: $0, limit: 1) }
            )
            try demand(walked.map(\.label), equals: expected, "the sessions, while some end and others begin")
        }
    ]

    /// Promises about how sessions end.
    static let ends: [Promise<StoreHarness>] = [
        promise(7, "ending one session ends that one, and only for its own person") { bench in
            let person = try await bench.bench.person(1)
            let other = try await bench.bench.person(2)
            let session = try await bench.add(1, of: person.id)
            try await bench.add(2, of: person.id)
            try await bench.add(3, of: other.id)
            try await bench.sessions.endSessions(of: other.id, .one(session.hash))
            try demand(try await bench.use(1) != nil, "somebody else ended it")
            for _ in 0..<2 {
                try await bench.sessions.endSessions(of: person.id, .one(session.hash))
                try demand(try await bench.use(1), equals: nil, "what is found after it was ended")
            }
            try demand(try await bench.labels(of: person.id), equals: ["Browser 2"], "what the person has left")
            try demand(try await bench.labels(of: other.id), equals: ["Browser 3"], "what somebody else has")
        },
        promise(8, "ending all sessions ends all of the person, save the one that is named") { bench in
            let person = try await bench.bench.person(1)
            let other = try await bench.bench.person(2)
            for number in 1...3 { try await bench.add(number, of: person.id) }
            for number in 4...5 { try await bench.add(number, of: other.id) }
            try await bench.sessions.endSessions(of: person.id, .all(except: try StoreBench.hash(2)))
            try demand(try await bench.labels(of: person.id), equals: ["Browser 2"], "all save the second")
            for number in [1, 3] { try demand(try await bench.use(number), equals: nil, "an ended session") }
            try demand(try await bench.use(2) != nil, "the session that was to stay does not hold")
            try await bench.sessions.endSessions(of: person.id, .all(except: nil))
            try demand(try await bench.labels(of: person.id), equals: [], "all")
            try demand(try await bench.labels(of: other.id), equals: ["Browser 5", "Browser 4"], "somebody else's")
            try await bench.add(6, of: person.id)
            try await bench.sessions.endSessions(of: person.id, .all(except: try StoreBench.hash(4)))
            try demand(try await bench.labels(of: person.id), equals: [], "all save one of somebody else's")
            try demand(try await bench.labels(of: other.id).count, equals: 2, "how many somebody else has then")
        },
        promise(9, "removing ended sessions removes those, by their end or unused, and no others") { bench in
            let person = try await bench.bench.person(1)
            let begin = bench.clock.now
            for (number, end) in [(1, 10), (2, 20), (3, 30)] {
                var session = try bench.session(number, of: person.id)
                session.endsAt = begin + .seconds(end)
                try await bench.sessions.addSession(session)
            }
            for (number, limit) in [(4, 10), (5, 20)] {
                try await bench.add(number, of: person.id, idleLimit: .seconds(limit))
            }
            let moment = begin + .seconds(20)
            let before = try await bench.sessions.removeSessions(endedBefore: begin)
            try demand(before, equals: 0, "how many were removed that ended before they began")
            let removed = try await bench.sessions.removeSessions(endedBefore: moment)
            try demand(removed, equals: 2, "how many were removed")
            let again = try await bench.sessions.removeSessions(endedBefore: moment)
            try demand(again, equals: 0, "how many were removed again")
            let expected = [5, 3, 2].map { "Browser \($0)" }
            try demand(try await bench.labels(of: person.id, at: begin), equals: expected, "what is left")
            try demand(try await bench.use(1, at: begin), equals: nil, "what is found of a removed session")
        },
        promise(10, "erasing a person ends their sessions, and nobody else's") { bench in
            let person = try await bench.bench.person(1)
            let other = try await bench.bench.person(2)
            for number in 1...2 { try await bench.add(number, of: person.id) }
            try await bench.add(3, of: other.id)
            try await bench.bench.accounts().eraseUser(person.id, at: bench.clock.now)
            for number in 1...2 { try demand(try await bench.use(number), equals: nil, "a session of who was erased") }
            try demand(try await bench.labels(of: person.id), equals: [], "the sessions of who was erased")
            try await bench.add(4, of: person.id)
            try demand(try await bench.use(4), equals: nil, "a session that began after the erasure")
            try demand(try await bench.labels(of: other.id), equals: ["Browser 3"], "somebody else's")
        },
        promise(11, "handles on one store share the sessions", needs: [.secondHandle]) { bench in
            let second = try await bench.secondHandle()
            let person = try await bench.bench.person(1)
            let session = try await bench.add(1, of: person.id, idleLimit: .seconds(600))
            let later = bench.clock.now + .seconds(599)
            let found = try await second.useSession(session.hash, at: later)
            try demand(found?.session.lastUsedAt, equals: later, "when the other handle used it")
            let evenLater = later + .seconds(599)
            try demand(try await bench.use(1, at: evenLater) != nil, "a use by the other handle is not known")
            try await second.endSessions(of: person.id, .all(except: nil))
            try demand(try await bench.use(1, at: evenLater), equals: nil, "what is found after the other ended it")
        },
    ]
}
