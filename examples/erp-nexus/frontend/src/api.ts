import { clearSession, type Session, token } from './session.js';

export interface Contact {
  name: string;
  email?: string | null;
  phone?: string | null;
}

export interface Customer {
  id: string;
  name: string;
  taxId: string | null;
  contacts: Contact[];
}

export interface Service {
  id: string;
  name: string;
  /** Decimal as text, such as "120.00". */
  price: string;
  durationMinutes: number;
}

export interface Appointment {
  id: string;
  resource: { name: string };
  customerId: string | null;
  serviceId: string | null;
  startsAt: string;
  endsAt: string;
  status: 'BOOKED' | 'CANCELLED';
  /** Only in the answer to the booking. */
  cancellationCode?: string;
}

export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

async function call<T>(method: string, path: string, body?: object): Promise<T> {
  const headers: Record<string, string> = {};
  const bearer = token();
  if (bearer) headers.authorization = `Bearer ${bearer}`;
  if (body) headers['content-type'] = 'application/json';
  const response = await fetch(`/api${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  const answer: unknown = response.status === 204 ? undefined : await response.json().catch(() => undefined);
  if (response.ok) return answer as T;
  if (response.status === 401 && bearer) clearSession();
  const { message } = (answer ?? {}) as { message?: string };
  throw new ApiError(response.status, message ?? `The server answered ${response.status}`);
}

export const api = {
  login: (email: string, password: string) => call<Session>('POST', '/users/login', { email, password }),
  logout: () => call<void>('POST', '/users/logout'),

  customers: () => call<Customer[]>('GET', '/crm/customers'),
  createCustomer: (customer: { name: string; taxId?: string; contacts: Contact[] }) =>
    call<Customer>('POST', '/crm/customers', customer),

  services: () => call<Service[]>('GET', '/services/services'),
  createService: (service: Omit<Service, 'id'>) => call<Service>('POST', '/services/services', service),

  appointments: () => call<Appointment[]>('GET', '/agendamento/appointments'),
  book: (appointment: { resource: string; customerId: string; serviceId: string; startsAt: string; endsAt: string }) =>
    call<Appointment>('POST', '/agendamento/appointments', appointment),
  cancel: (id: string, code: string) => call<Appointment>('POST', `/agendamento/appointments/${id}/cancel`, { code }),
};
