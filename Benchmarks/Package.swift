// swift-tools-version: 6.1
import PackageDescription

// A package of its own, so that normal builds do not pay for it.
let package = Package(
    name: "benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "sales-tracker", path: "..", traits: []),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    ],
    targets: [
        .executableTarget(
            name: "peer",
            dependencies: [
                .product(name: "SalesCore", package: "sales-tracker"),
                .product(name: "SalesCurl", package: "sales-tracker"),
                .product(name: "SalesSQLite", package: "sales-tracker"),
            ],
            swiftSettings: [.swiftLanguageMode(.v6)]
        ),
        .executableTarget(
            name: "store",
            dependencies: [
                .product(name: "SalesCore", package: "sales-tracker"),
                .product(name: "SalesPostgres", package: "sales-tracker"),
            ],
            swiftSettings: [.swiftLanguageMode(.v6)]
        ),
        .executableTarget(
            name: "mail",
            dependencies: [
                .product(name: "SalesCore", package: "sales-tracker"),
                .product(name: "SalesCurl", package: "sales-tracker"),
                .product(name: "SalesNotify", package: "sales-tracker"),
            ],
            swiftSettings: [.swiftLanguageMode(.v6)]
        ),
        .executableTarget(
            name: "extraction",
            dependencies: [.product(name: "SalesCore", package: "sales-tracker")],
            swiftSettings: [.swiftLanguageMode(.v6)]
        ),
        .executableTarget(
            name: "bare-route",
            dependencies: [
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: [.swiftLanguageMode(.v6)]
        ),
    ]
)
