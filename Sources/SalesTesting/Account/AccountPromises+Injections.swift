import SalesCore

extension AccountPromises {
    /// Promises about texts that mean something to what they pass on their way.
    static let injections: [Promise<StoreHarness>] = [
        promise(
            73,
            "names that mean something to SQL or markup are kept byte for byte, and such addresses are nobody's",
            role: "users"
        ) { bench, accounts in
            let bystander = try await bench.verifiedPerson(1)
            var ids = [UserID.local, bystander.id]
            for (index, injection) in InjectionText.all.enumerated() {
                let draft = User.New(
                    email: "injected\(index)@example.com",
                    firstName: injection.text,
                    createdAt: bench.clock.now
                )
                let added = try demandValue(try await accounts.addUser(draft), "\(injection) as a name added nobody")
                ids.append(added.user.id)
                let changed = try await accounts.changeUser(added.user.id, UserChange(lastName: injection.text))
                try demand(injection.isKept(as: changed?.lastName), "\(injection) as a last name became another")
                for channel in [Channel.email, .sms] {
                    let found = try await accounts.user(at: injection.text, on: channel)
                    try demand(found, equals: nil, "who has \(injection) as an address on \(channel)")
                }
            }
            let people = try await bench.allPages { try await accounts.users(after: $0, limit: maximumPageSize) }
            try demand(people.map(\.id), equals: ids, "the people")
            for (person, injection) in zip(people.dropFirst(2), InjectionText.all) {
                try demand(injection.isKept(as: person.firstName), "\(injection) as a first name became another")
            }
            try demand(try await accounts.user(bystander.id), equals: bystander, "the person beside them")
        }
    ]
}
