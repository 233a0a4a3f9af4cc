import SalesCore

extension AccountPromises {
    /// Promises about who is there.
    static let users: [Promise<StoreHarness>] = [
        promise(1, "a person is read back as they were given, unverified and no administrator", role: "users") {
            bench,
            accounts in
            let draft = Sample.person(1, at: bench.clock.now + .milliseconds(7))
            let added = try demandValue(try await accounts.addUser(draft), "a person of new addresses was not added")
            try demand(added.isNew, equals: true, "whether they are new")
            let expected = User(
                id: added.user.id,
                email: draft.email,
                firstName: draft.firstName,
                lastName: draft.lastName,
                phone: draft.phone,
                settings: draft.settings,
                createdAt: draft.createdAt
            )
            try demand(added.user, equals: expected, "the person that was added")
            try demand(try await accounts.user(added.user.id), equals: expected, "the person in the store")
            try demand(added.user.id != .local, "a new person has the number of the local user")
            let few = try await accounts.addUser(User.New(phone: "+44123", createdAt: bench.clock.now))?.user
            try demand(few?.phone, equals: "+44123", "the phone number of a person with nothing else")
            try demand(few?.email, equals: nil, "the e-mail address of a person without one")
            let nobody = try await accounts.user(UserID(rawValue: 999))
            try demand(nobody, equals: nil, "the person of a number that nobody has")
        },
        promise(2, "a person who has one of the addresses is found and left as they are", role: "users") {
            bench,
            accounts in
            let present = try await bench.verifiedPerson(1)
            var drafts = [Sample.person(2), Sample.person(3)]
            drafts[0].email = "pERSON1@EXAMPLE.com"
            drafts[0].phone = nil
            drafts[1].email = nil
            drafts[1].phone = present.phone
            for draft in drafts {
                let found = try demandValue(try await accounts.addUser(draft), "a known address gave nobody")
                try demand(found, equals: AddedUser(user: present, isNew: false), "who was found")
            }
            try demand(try await accounts.user(present.id), equals: present, "the person afterwards")
        },
        promise(3, "addresses that belong to two people add nobody", role: "users") { bench, accounts in
            let first = try await bench.person(1)
            let second = try await bench.person(2)
            var draft = Sample.person(1)
            draft.phone = second.phone
            try demand(try await accounts.addUser(draft), equals: nil, "who was added")
            let all = try await accounts.users(after: nil, limit: 10).elements.map(\.id)
            try demand(all, equals: [.local, first.id, second.id], "who is there")
        },
        promise(4, "of 16 callers who add one address at once one adds a person", role: "users") { bench, accounts in
            for round in 1...5 {
                let answers = try await bench.together { _ in try await accounts.addUser(Sample.person(round)) }
                try demand(answers.filter { $0?.isNew == true }.count, equals: 1, "how many were told it is new")
                try demand(Set(answers.map { $0?.user.id }).count, equals: 1, "how many numbers were given")
            }
        },
        promise(5, "a person is found by an address on its channel, whatever the case of its letters", role: "users") {
            bench,
            accounts in
            let person = try await bench.person(1)
            let phone = try demandValue(person.phone, "the person lost their phone number")
            for spelling in ["person1@example.com", "PERSON1@EXAMPLE.COM"] {
                try demand(try await accounts.user(at: spelling, on: .email), equals: person, "who has \(spelling)")
            }
            try demand(try await accounts.user(at: phone, on: .sms), equals: person, "who has \(phone)")
            for (address, channel) in [(phone, Channel.email), ("person1@example.com", .sms), (phone, .webhook)] {
                let nobody = try await accounts.user(at: address, on: channel)
                try demand(nobody, equals: nil, "who has \(address) on \(channel)")
            }
            let other = try await accounts.user(at: "person%@example.com", on: .email)
            try demand(other, equals: nil, "who has an address that is a pattern")
        },
        promise(
            6,
            "people are read by their numbers in order, each once, without those that are not there",
            role: "users"
        ) { bench, accounts in
            let people = [try await bench.person(1), try await bench.person(2), try await bench.person(3)]
            let ids = [people[2].id, people[0].id, people[2].id, UserID(rawValue: 999)]
            try demand(try await accounts.users(ids), equals: [people[0], people[2]], "the people of these numbers")
            try demand(try await accounts.users([]), equals: [], "the people of no numbers")
        },
        promise(7, "people come in pages, each once, in the order of their numbers", role: "users") { bench, accounts in
            var ids = [UserID.local]
            for number in 1...6 { ids.append(try await bench.person(number).id) }
            for limit in [1, 3, 7, 100] {
                let listed = try await bench.allPages { try await accounts.users(after: $0, limit: limit) }
                try demand(listed.map(\.id), equals: ids, "everybody in pages of \(limit)")
            }
            try await demandError(
                "a token that no store made",
                where: { ($0 as? StoreError)?.code == .invalidArgument }
            ) {
                _ = try await accounts.users(after: PageToken(text: "x"), limit: 1)
            }
        },
    ]

    /// Promises about changes of people.
    static let changes: [Promise<StoreHarness>] = [
        promise(8, "a change touches the parts that are given, and no others", role: "users") { bench, accounts in
            var expected = try await bench.verifiedPerson(1)
            let other = try await bench.verifiedPerson(2)
            let settings = User.Settings(quietHours: QuietHours(start: 1_320, end: 420), dailyCap: 9)
            let changes: [(UserChange, (inout User) -> Void)] = [
                (UserChange(), { _ in }), (UserChange(firstName: "Ada"), { $0.firstName = "Ada" }),
                (UserChange(lastName: .some(nil)), { $0.lastName = nil }),
                (UserChange(isAdmin: true), { $0.isAdmin = true }),
                (UserChange(settings: settings), { $0.settings = settings ?? $0.settings }),
                (
                    UserChange(lastName: "Byron", isAdmin: false),
                    {
                        $0.lastName = "Byron"
                        $0.isAdmin = false
                    }
                ),
            ]
            for (change, apply) in changes {
                apply(&expected)
                try demand(try await accounts.changeUser(expected.id, change), equals: expected, "the answer")
                try demand(try await accounts.user(expected.id), equals: expected, "the person in the store")
            }
            let nobody = try await accounts.changeUser(UserID(rawValue: 999), UserChange(isAdmin: true))
            try demand(nobody, equals: nil, "the answer to a change of nobody")
            let taken = try await accounts.changeUser(UserID(rawValue: 999), UserChange(email: other.email))
            try demand(taken, equals: nil, "the answer to a change of nobody to an address that somebody has")
            try demand(try await accounts.user(other.id), equals: other, "somebody else")
        },
        promise(9, "an address that becomes another is not verified any more, and only that one", role: "users") {
            bench,
            accounts in
            var expected = try await bench.verifiedPerson(1)
            let steps: [(UserChange, (inout User) -> Void)] = [
                (UserChange(email: "PERSON1@example.com", phone: expected.phone), { $0.email = "PERSON1@example.com" }),
                (
                    UserChange(email: "new@example.com"),
                    {
                        $0.email = "new@example.com"
                        $0.emailVerifiedAt = nil
                    }
                ),
                (
                    UserChange(phone: .some(nil)),
                    {
                        $0.phone = nil
                        $0.phoneVerifiedAt = nil
                    }
                ),
            ]
            for (change, apply) in steps {
                apply(&expected)
                try demand(try await accounts.changeUser(expected.id, change), equals: expected, "the answer")
            }
            let old = try await accounts.user(at: "person1@example.com", on: .email)
            try demand(old, equals: nil, "who has the old address")
            let new = try await accounts.user(at: "NEW@example.com", on: .email)
            try demand(new, equals: expected, "who has the new address")
        },
        promise(10, "a change to an address of somebody else is refused and changes nothing", role: "users") {
            bench,
            accounts in
            let first = try await bench.verifiedPerson(1)
            let second = try await bench.person(2)
            for change in [
                UserChange(email: "PERSON2@example.com", firstName: "Eve"),
                UserChange(firstName: "Eve", phone: second.phone),
            ] {
                try await demandError(
                    "an address of somebody else",
                    where: { ($0 as? StoreError)?.code == .invalidArgument },
                    from: { _ = try await accounts.changeUser(first.id, change) }
                )
                try demand(try await accounts.user(first.id), equals: first, "the person afterwards")
            }
        },
        promise(11, "a proof verifies the address that it is of, once and for its person only", role: "users") {
            bench,
            accounts in
            var expected = try await bench.person(1)
            let other = try await bench.person(2)
            let time = bench.clock.now + .milliseconds(3)
            let proof = try await accounts.verify("PERSON1@example.com", on: .email, of: expected.id, at: time)
            try demand(proof, equals: true, "the answer")
            expected.emailVerifiedAt = time
            try demand(try await accounts.user(expected.id), equals: expected, "the person")
            let later = time + .seconds(9)
            let again = try await accounts.verify("person1@example.com", on: .email, of: expected.id, at: later)
            try demand(again, equals: true, "the answer to a second proof")
            try demand(try await accounts.user(expected.id), equals: expected, "the person after a second proof")
            let phone = try await accounts.verify(expected.phone ?? "", on: .sms, of: expected.id, at: later)
            try demand(phone, equals: true, "the answer to a proof of the phone number")
            expected.phoneVerifiedAt = later
            try demand(try await accounts.user(expected.id), equals: expected, "the person with both")
            let stolen = try await accounts.verify("person1@example.com", on: .email, of: other.id, at: later)
            try demand(stolen, equals: false, "the answer to a proof of somebody else's address")
            try demand(try await accounts.user(other.id), equals: other, "the other person")
        },
        promise(12, "what waited for an address is due and held when it is verified, at the time given", role: "users")
        {
            bench,
            accounts in
            let person = try await bench.person(1)
            let other = try await bench.person(2)
            let alerts = try await bench.alerts(to: person, about: 1, over: [.email, .sms])
            let others = try await bench.alerts(to: other, about: 2)
            try demand(try await bench.claimAlerts(channels: [.email, .sms]).count, equals: 0, "what is told before")
            let due = bench.clock.now + .seconds(5)
            let proof = try await accounts.verify("person1@example.com", on: .email, of: person.id, at: due)
            try demand(proof, equals: true, "the answer")
            try demand(try await bench.storedAlert(alerts[0].id)?.status, equals: .pending, "the status of the mail")
            try demand(try await bench.storedAlert(alerts[0].id)?.nextAttemptAt, equals: due, "when it is due")
            try demand(try await bench.storedAlert(alerts[0].id)?.isHeld, equals: true, "whether the mail is held")
            try demand(try await bench.storedAlert(alerts[1].id)?.status, equals: .waiting, "the status of the text")
            try demand(try await bench.storedAlert(others[0].id)?.status, equals: .waiting, "that of somebody else")
            try demand(try await bench.claimAlerts(channels: [.email]).count, equals: 0, "what is told too early")
            bench.clock.advance(by: .seconds(5))
            let told = try await bench.claimAlerts(channels: [.email, .sms])
            try demand(told.map(\.alert.id), equals: [alerts[0].id], "what is told when it is due")
            try demand(told.first?.recipient.emailVerifiedAt, equals: due, "the person as they are now")
        },
        promise(13, "a proof of an address that is not the person's any more verifies nothing", role: "users") {
            bench,
            accounts in
            let person = try await bench.person(1)
            let alerts = try await bench.alerts(to: person, about: 1)
            _ = try await bench.claimAlerts(channels: [.email])
            _ = try await accounts.changeUser(person.id, UserChange(email: "new@example.com"))
            let now = bench.clock.now
            let proofs: [(String, Channel)] = [
                ("person1@example.com", .email), (person.phone ?? "", .email), ("new@example.com", .sms),
                ("new@example.com", .webhook),
            ]
            for (address, channel) in proofs {
                let isNoted = try await accounts.verify(address, on: channel, of: person.id, at: now)
                try demand(isNoted, equals: false, "the answer to a proof of \(address) on \(channel)")
            }
            let after = try await accounts.user(person.id)
            try demand(after?.emailVerifiedAt, equals: nil, "when the new address was verified")
            try demand(after?.phoneVerifiedAt, equals: nil, "when the phone number was verified")
            try demand(try await bench.storedAlert(alerts[0].id)?.status, equals: .waiting, "the status of the alert")
        },
    ]
}
