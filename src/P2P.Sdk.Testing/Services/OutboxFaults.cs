using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using P2P.Sdk.Contacts;
using P2P.Sdk.Crm;

namespace P2P.Sdk.Testing.Services;

/// <summary>An outbox of a CRM whose database fails when a test says so.</summary>
internal sealed class OutboxFaults
{
    /// <summary>Whose entries cannot be settled.</summary>
    public ContactId? Fails { get; set; }

    public bool FailsToTake { get; set; }

    public void PutInto(IServiceCollection services)
    {
        var outbox = services.Last(service => service.ServiceType == typeof(ICrmOutbox));
        services.Remove(outbox);
        services.AddSingleton(provider =>
        {
            var faulty = DispatchProxy.Create<ICrmOutbox, FaultyOutbox>();
            var inner = outbox.ImplementationInstance
                ?? outbox.ImplementationFactory?.Invoke(provider)
                ?? ActivatorUtilities.CreateInstance(provider, outbox.ImplementationType!);
            ((FaultyOutbox)faulty).Is((ICrmOutbox)inner, this);
            return faulty;
        });
    }

    /// <summary>Passes everything else on.</summary>
    [SuppressMessage("Performance", "CA1852", Justification = "The proxy that is made at run time derives from it.")]
    internal class FaultyOutbox : DispatchProxy
    {
        private ICrmOutbox _inner = null!;
        private OutboxFaults _faults = null!;

        public void Is(ICrmOutbox inner, OutboxFaults faults) => (_inner, _faults) = (inner, faults);

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            var fails = targetMethod!.Name switch
            {
                nameof(ICrmOutbox.TakeAsync) => _faults.FailsToTake,
                nameof(ICrmOutbox.SettleAsync) => ((CrmEntry)args![1]!).Contact == _faults.Fails,
                _ => false,
            };
            return fails
                ? throw new InvalidOperationException("The database is gone.")
                : targetMethod.Invoke(_inner, BindingFlags.DoNotWrapExceptions, null, args, null);
        }
    }
}
