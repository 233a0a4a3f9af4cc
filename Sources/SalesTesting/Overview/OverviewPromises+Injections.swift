import SalesCore

extension OverviewPromises {
    /// Promises about texts that mean something to what they pass on their way.
    static let injections: [Promise<StoreHarness>] = [
        promise(19, "a text that means something to SQL or LIKE finds what has it in name or URL, and nothing else") {
            bench in
            let texts = InjectionText.all.filter { $0.family != .overlong }
            // So many stand in one name that there are few products, and every text is in one of them at least.
            let names = stride(from: 0, to: texts.count, by: 30).map { start in
                texts[start..<min(start + 30, texts.count)].map(\.text).joined(separator: "\u{1F}")
            }
            let numbers = Array(1...names.count)
            let products = try await bench.follow(numbers)
            for (product, name) in zip(products, names) { try await bench.save(product, name: name) }
            let places = zip(numbers, names).map { number, name in
                lowercased(name + "\u{1F}" + Sample.product(number).url.absoluteString)
            }
            for injection in texts where injection.text.unicodeScalars.count <= FollowedFilter.maximumTextLength {
                let needle = lowercased(injection.text)
                let expected = zip(products, places).filter { $0.1.contains(needle) }.map(\.0)
                try demand(!expected.isEmpty, "\(injection) is in no name")
                let found = try await bench.products(FollowedFilter(text: injection.text), limit: 100)
                try demand(found, equals: expected.reversed(), "what is found of \(injection)")
            }
            try demand(try await bench.products().count, equals: products.count, "how many are followed afterwards")
        }
    ]

    /// The bytes of a text, its letters of ASCII in lower case.
    private static func lowercased(_ text: String) -> [UInt8] {
        text.utf8.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }
    }
}
