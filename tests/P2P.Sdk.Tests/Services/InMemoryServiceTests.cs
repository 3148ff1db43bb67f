using Microsoft.Extensions.DependencyInjection;
using P2P.Sdk.Testing.Services;

namespace P2P.Sdk.Tests.Services;

public class InMemorySendingTests : SendingPromises
{
    protected override void UseStore(P2PBuilder builder) => builder.UseInMemory();
}

public class InMemoryRoundTripTests : RoundTripPromises
{
    protected override void UseStore(P2PBuilder builder) => builder.UseInMemory();
}

public class InMemoryUndoTests : UndoPromises
{
    protected override void UseStore(P2PBuilder builder) => builder.UseInMemory();
}

public class InMemoryNumberTests : NumberPromises
{
    protected override void UseStore(P2PBuilder builder) => builder.UseInMemory();
}

public class InMemoryUndecidedTextTests : UndecidedTextPromises
{
    protected override void UseStore(P2PBuilder builder) => builder.UseInMemory();
}

public class InMemoryKeptTextTests : KeptTextPromises
{
    protected override void UseStore(P2PBuilder builder) => builder.UseInMemory();
}

public class InMemoryDispatchTests : DispatchPromises
{
    protected override void UseStore(P2PBuilder builder) => builder.UseInMemory();
}

public class InMemoryReceivingTests : ReceivingPromises
{
    protected override void UseStore(P2PBuilder builder) => builder.UseInMemory();
}

public class InMemoryClaimTests : ClaimPromises
{
    protected override void UseStore(P2PBuilder builder) => builder.UseInMemory();
}

public class InMemoryImportTests : ImportPromises
{
    protected override void UseStore(P2PBuilder builder) => builder.UseInMemory();
}

public class InMemoryAdministrationTests : AdministrationPromises
{
    protected override void UseStore(P2PBuilder builder) => builder.UseInMemory();
}

public class InMemoryInboxTests : InboxPromises
{
    protected override void UseStore(P2PBuilder builder) => builder.UseInMemory();
}

public class InMemoryCountsFeedTests : CountsFeedPromises
{
    protected override void UseStore(P2PBuilder builder) => builder.UseInMemory();
}

public class InMemoryTenancyTests : TenancyPromises
{
    protected override void UseStore(P2PBuilder builder) => builder.UseInMemory();
}

public class InMemoryRaceTests : RacePromises
{
    protected override void UseStore(P2PBuilder builder) => builder.UseInMemory();
}

public class InMemoryHistoryTests : HistoryPromises
{
    protected override void UseStore(P2PBuilder builder) => builder.UseInMemory();
}

public class InMemoryBetweenTests : BetweenPromises
{
    protected override void UseStore(P2PBuilder builder) => builder.UseInMemory();
}

public class InMemoryAudienceTests : AudiencePromises
{
    protected override void UseStore(P2PBuilder builder) => builder.UseInMemory();
}

public class InMemoryListTests : ListPromises
{
    protected override void UseStore(P2PBuilder builder) => builder.UseInMemory();
}

public class InMemoryMarkTests : MarkPromises
{
    protected override void UseStore(P2PBuilder builder) => builder.UseInMemory();
}

public class InMemoryPhotoTests : PhotoPromises
{
    protected override void UseStore(P2PBuilder builder) => builder.UseInMemory();
}

public class InMemoryMediaTests : MediaPromises
{
    protected override void UseStore(P2PBuilder builder) => builder.UseInMemory();
}

public class InMemoryFolderTests : FolderPromises
{
    protected override void UseStore(P2PBuilder builder) => builder.UseInMemory();
}

public class InMemoryExportTests : ExportPromises
{
    protected override void UseStore(P2PBuilder builder) => builder.UseInMemory();
}

public class InMemoryMembershipTests : MembershipPromises
{
    protected override void UseStore(P2PBuilder builder) => builder.UseInMemory();
}

public class InMemoryTeamTests : TeamPromises
{
    protected override void UseStore(P2PBuilder builder) => builder.UseInMemory();
}

public class InMemoryFreezingTests : FreezingPromises
{
    protected override void UseStore(P2PBuilder builder) => builder.UseInMemory();
}

public class InMemoryLimitTests : LimitPromises
{
    protected override void UseStore(P2PBuilder builder) => builder.UseInMemory();
}

public class InMemoryReassigningTests : ReassigningPromises
{
    protected override void UseStore(P2PBuilder builder) => builder.UseInMemory();
}

public class InMemoryAssignmentTests : AssignmentPromises
{
    protected override void UseStore(P2PBuilder builder) => builder.UseInMemory();
}

public class InMemoryOversightTests : OversightPromises
{
    protected override void UseStore(P2PBuilder builder) => builder.UseInMemory();
}

public class InMemoryResultTests : ResultPromises
{
    protected override void UseStore(P2PBuilder builder) => builder.UseInMemory();
}
