using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace P2P.Sdk.EntityFrameworkCore.Tests;

internal static class Tables
{
    /// <summary>What is asked before anybody knows whose it is.</summary>
    public static IReadOnlyList<string> OfNoCampaign { get; } = ["directory", "webhook_inbox", "campaign_work"];

    public static string NameOf(IEntityType entity) => entity.GetTableName()!;
}
