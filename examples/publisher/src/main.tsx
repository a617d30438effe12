// The page: the courses, a new one, or one of them, by the hash of the address.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Container, Nav } from '@openedx/paragon';
import { StrictMode, useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import { IntlProvider } from 'react-intl';
import { isUnanswered } from './ask';
import { ChangeCourseForm } from './change-course';
import { CourseList } from './course-list';
import { NewCourseForm } from './new-course';
import '@openedx/paragon/dist/core.min.css';
import '@openedx/paragon/dist/light.min.css';
import './style.css';

const client = new QueryClient({
  defaultOptions: { queries: { retry: isUnanswered, refetchOnWindowFocus: false, staleTime: 1_000 } },
});

const onMove = (listener: () => void) => {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
};

function Page() {
  const place = useSyncExternalStore(onMove, () => window.location.hash.slice(1));
  const key = decodeURIComponent(place);
  return (
    <Container size="xl">
      <header>
        <Nav variant="tabs" activeKey={key === 'new' ? '#new' : '#courses'} className="my-3">
          <Nav.Link href="#courses">Courses</Nav.Link>
          <Nav.Link href="#new">New course</Nav.Link>
        </Nav>
      </header>
      <main>
        {(key === '' || key === 'courses') && <CourseList />}
        {key === 'new' && <NewCourseForm />}
        {key.includes('+') && <ChangeCourseForm key={key} courseKey={key} />}
      </main>
    </Container>
  );
}

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <IntlProvider locale="en">
      <QueryClientProvider client={client}>
        <Page />
      </QueryClientProvider>
    </IntlProvider>
  </StrictMode>,
);
